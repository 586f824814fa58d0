"""What is printed behind a report: how it came about, what each figure is, and numbers without a receipt."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from lianxin.engines.documents import Block, Column, Heading, Items, Paragraph, Shown, Table, Text
from lianxin.reports.rules.answers import Answer, Use, Words, scope
from lianxin.reports.rules.markup import Typed
from lianxin.reports.rules.wording import HIDDEN_CELL, cell, unit_in

#: Of a receipt's hash, so many digits are printed; the file carries all of them.
_PRINTED = 16


@dataclass(frozen=True)
class Making:
    """How an edition came about; people by the names they are shown by, "" where nobody is named."""

    drafted_by: str = ""
    checked_by: str = ""
    published_by: str = ""
    published_at: str = ""
    typed_reason: str = ""


def appendix(
    making: Making, uses: Sequence[Use], typed: Sequence[Typed], words: Words, snapshot: str
) -> tuple[Block, ...]:
    blocks: list[Block] = [
        Heading(1, (Text(words.pick("编制说明", "How this report was made")),)),
        *_making(making, words, snapshot),
        Heading(1, (Text(words.pick("指标口径和凭据", "What each figure counts")),)),
        _receipts(uses, words),
    ]
    if typed:
        blocks += _typed(typed, making.typed_reason, words)
    return tuple(blocks)


_HOW = (
    "本报告正文所列数字均由业务记录计算得出，并与数据快照逐一对应；每项数字的口径、筛选条件和明细行数见下表，"
    "可用系统逐条查看、重新计算。因四舍五入，分项合计与总计可能略有差异。",
    "Every figure in this report is computed from records as of one snapshot. What each one counts, of which "
    "rows, is listed below; each can be looked at row by row and computed again. Rounded parts may not add "
    "up to their total.",
)


def _making(making: Making, words: Words, snapshot: str) -> Iterator[Block]:
    yield Paragraph((Text(words.pick(*_HOW)),))
    facts = [
        (
            words.pick("数据快照", "Snapshot"),
            snapshot or words.pick("尚未固定（草稿）", "not pinned yet (draft)"),
        ),
        (words.pick("起草", "Drafted by"), making.drafted_by),
        (words.pick("审核", "Checked by"), making.checked_by),
        (words.pick("发布", "Published by"), making.published_by),
        (words.pick("发布时间", "Published at"), making.published_at),
    ]
    colon = words.pick("：", ": ")
    yield Items(tuple((Text(f"{name}{colon}{value}"),) for name, value in facts if value))


def _receipts(uses: Sequence[Use], words: Words) -> Table:
    """One row for each figure, period and filter, however often it stands in the text."""
    titles = (
        ("序号", "指标及口径", "期间及范围", "数值", "明细行数", "凭据校验码")
        if words.language == "zh"
        else ("No.", "Figure and definition", "Period and filters", "Value", "Rows", "Receipt")
    )
    aligns = ("center", "left", "left", "right", "right", "left")
    rows = tuple(_receipt(n, use, words) for n, use in enumerate(_once(uses), 1))
    return Table(
        title=words.pick("数据凭据", "Figures"),
        unit="",
        columns=tuple(Column(title, align) for title, align in zip(titles, aligns, strict=True)),  # type: ignore[arg-type]
        rows=rows,
        note=words.pick(
            f"校验码为明细行的SHA-256前{_PRINTED}位，明细有一处不同即不同",
            f"the receipt: the first {_PRINTED} digits of the SHA-256 of the rows, which any change moves",
        ),
    )


def _once(uses: Iterable[Use]) -> list[Use]:
    seen: dict[object, Use] = {}
    for use in uses:
        answer = use.answer
        seen.setdefault((answer.figure.key, answer.period, tuple(answer.where.items())), use)
    return list(seen.values())


def _receipt(number: int, use: Use, words: Words) -> tuple[tuple[Text | Shown, ...], ...]:
    answer = use.answer
    name, definition = words.name(answer.figure), words.definition(answer.figure)
    unit = unit_in(answer.figure.unit, words.language)
    value = cell(answer.asked)
    return (
        (Text(str(number)),),
        (Text(words.pick(f"{name}：{definition}", f"{name}: {definition}")),),
        (Text(_scope(answer, words)),),
        (
            Shown(use.id, value),
            Text(words.pick(unit, f" {unit}") if unit and answer.value is not None else ""),
        ),
        (Text(HIDDEN_CELL if answer.hidden else f"{answer.rows:,}"),),
        (Text(answer.receipt[:_PRINTED] or words.pick("发布时生成", "when published")),),
    )


def _scope(answer: Answer, words: Words) -> str:
    period = words.period(answer.period)
    if answer.figure.kind == "point":
        period = words.pick(f"{period}末", f"end of {period}")
    said = scope(replace(answer, by=""), words)
    return words.pick("；", "; ").join(part for part in (period, said) if part)


def _typed(typed: Sequence[Typed], reason: str, words: Words) -> Iterator[Block]:
    yield Heading(1, (Text(words.pick("无凭据的数字", "Numbers without a receipt")),))
    why = reason or words.pick("尚未说明", "not given yet")
    yield Paragraph(
        (
            Text(
                words.pick(
                    f"正文中下列数字由编写人手工填写，不是由记录计算得出。理由：{why}",
                    f"These numbers were typed by hand and are not computed from records. Reason: {why}",
                )
            ),
        )
    )
    colon = words.pick("：", ": ")
    yield Items(
        tuple((Text(one.text, typed=True), Text(f"{colon}…{one.around}…")) for one in typed), ordered=True
    )
