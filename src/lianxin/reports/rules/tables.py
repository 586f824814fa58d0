"""Figures as tables: split by a dimension, or under each other with the values of a year earlier."""

from __future__ import annotations

from collections.abc import Sequence

from lianxin.engines.documents import Column, Inlines, Shown, Table, Text
from lianxin.engines.figures import CountDistinct
from lianxin.reports.rules.answers import Use, Words
from lianxin.reports.rules.references import Reference
from lianxin.reports.rules.small import FEWEST
from lianxin.reports.rules.wording import HIDDEN_CELL, cell, in_full, moved_in_table, unit_in

Row = tuple[Inlines, ...]


def table(reference: Reference, uses: Sequence[Use], words: Words, snapshot: str) -> Table:
    return (_split if reference.by else _indicators)(reference, uses, words, snapshot)


def group_keys(reference: Reference, uses: Sequence[Use]) -> list[str]:
    """The groups shown: months and years as they follow each other, others from large to small."""
    first = uses[0].answer
    keys = {group[reference.by]: None for use in uses for group in use.answer.groups}
    if reference.by in ("month", "year"):
        return sorted(keys)[-reference.top :] if reference.top else sorted(keys)
    ordered = sorted(keys, key=lambda key: (-float(first.of_group(key).value or 0), key))
    return ordered[: reference.top] if reference.top else ordered


def _split(reference: Reference, uses: Sequence[Use], words: Words, snapshot: str) -> Table:
    keys = group_keys(reference, uses)
    units = {use.answer.figure.unit for use in uses}
    rows = [_group_row(key, reference, uses, words) for key in keys]
    one = uses[0] if len(uses) == 1 else None
    return Table(
        title=reference.title or _title(reference, uses, words),
        unit=unit_in(units.pop(), words.language) if len(units) == 1 else "",
        columns=(
            Column(words.dimension(reference.by)),
            *(Column(_head(use, words, alone=len(units) == 0), "right") for use in uses),
        ),
        rows=(*rows, _total(uses, words)),
        total=True,
        note=_note(reference, uses, words),
        source=_source(words, snapshot),
        figure=one.id if one else None,
    )


def _group_row(key: str, reference: Reference, uses: Sequence[Use], words: Words) -> Row:
    said = words.group(reference.by, key) or words.pick("未填写", "not given")
    return (
        (Text(said),),
        *((Shown(use.id, cell(use.answer.of_group(key))),) for use in uses),
    )


def _total(uses: Sequence[Use], words: Words) -> Row:
    adds_up = all(use.answer.adds_up for use in uses)
    label = words.pick("合计", "Total") if adds_up else words.pick("总体", "All")
    return ((Text(label),), *((Shown(use.id, cell(use.answer.asked)),) for use in uses))


def _head(use: Use, words: Words, *, alone: bool) -> str:
    """With its unit where that does not stand above the table."""
    name, unit = words.name(use.answer.figure), unit_in(use.answer.figure.unit, words.language)
    if alone or not unit:
        return name
    return words.pick(f"{name}（{unit}）", f"{name} ({unit})")


def _title(reference: Reference, uses: Sequence[Use], words: Words) -> str:
    names = words.pick("、", ", ").join(words.name(use.answer.figure) for use in uses)
    by = words.dimension(reference.by)
    return words.pick(f"{names}（按{by}）", f"{names} by {by.lower()}")


def _note(reference: Reference, uses: Sequence[Use], words: Words) -> str:
    notes = [reference.note] if reference.note else []
    hidden = len({g[reference.by] for u in uses for g in u.answer.groups}) - len(group_keys(reference, uses))
    if hidden > 0:
        notes.append(
            words.pick(
                "本表只列出较大的各项，合计包括未列出的各项",
                "only the largest are listed; the total is of all",
            )
        )
    if any(isinstance(u.answer.figure.fold, CountDistinct) and not u.answer.adds_up for u in uses):
        notes.append(
            words.pick(
                "同一对象可能计入多项，总体不等于各项之和",
                "one may count in several rows, so that the rows do not add up to all",
            )
        )
    if any(use.answer.hidden or use.answer.hidden_groups for use in uses):
        notes.append(hidden_note(words))
    return words.pick("；", "; ").join(notes)


def hidden_note(words: Words) -> str:
    return words.pick(
        f"{HIDDEN_CELL}表示少于{FEWEST}，或可由此推算，不予公开",
        f"{HIDDEN_CELL} stands for fewer than {FEWEST}, or what these would follow from",
    )


def _source(words: Words, snapshot: str) -> str:
    if not snapshot:
        return ""
    return words.pick(
        f"业务记录及平台订单，数据快照{snapshot}", f"records and order exports, snapshot {snapshot}"
    )


def _indicators(reference: Reference, uses: Sequence[Use], words: Words, snapshot: str) -> Table:
    heads = (
        ("指标", "单位", "本期", "上年同期", "同比") if words.language == "zh" else
        ("Figure", "Unit", "This period", "Year before", "Change")
    )  # fmt: skip
    flows = any(use.answer.figure.kind == "flow" for use in uses)
    aligns = ("left", "center", "right", "right", "right")
    wanted = 5 if flows else 3
    return Table(
        title=reference.title or words.pick("主要指标", "Main figures"),
        unit="",
        columns=tuple(Column(h, a) for h, a in zip(heads[:wanted], aligns[:wanted], strict=True)),  # type: ignore[arg-type]
        rows=tuple(_indicator(use, words)[:wanted] for use in uses),
        note=reference.note or _indicator_note(uses, words, flows=flows),
        source=_source(words, snapshot),
    )


def _indicator(use: Use, words: Words) -> Row:
    answer = use.answer
    unit = unit_in(answer.figure.unit, words.language)
    return (
        (Text(words.name(answer.figure)),),
        (Text(unit or "—"),),
        (Shown(use.id, cell(answer.asked)),),
        (Shown(use.id, HIDDEN_CELL if answer.hidden else in_full(answer.previous)),),
        (Shown(use.id, moved_in_table(answer.asked)),),
    )


def _indicator_note(uses: Sequence[Use], words: Words, *, flows: bool) -> str:
    """Why some have no value of a year earlier."""
    notes = []
    if any(use.answer.hidden for use in uses):
        notes.append(hidden_note(words))
    if flows and any(use.answer.figure.kind == "point" for use in uses):
        notes.append(words.pick("期末时点数不作同比", "what stands on the last day is not compared"))
    if flows and any(use.answer.figure.unit == "%" for use in uses):
        notes.append(words.pick("比率的同比为百分点", "shares move by percentage points"))
    return words.pick("；", "; ").join(notes)
