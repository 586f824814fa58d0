"""How figures are printed: every kind of value, every movement, in both languages."""

import pytest

from lianxin.engines.documents import Edition, FigureUse
from lianxin.engines.figures import Digest, Group, Result, Row
from lianxin.reports.rules.differences import SOURCE, Change, Facts, paired, told
from lianxin.reports.rules.verdict import compared
from lianxin.reports.rules.wording import Asked, cell, in_full, moved_in_table, printed


@pytest.mark.parametrize(
    ("value", "unit", "exact", "full", "english"),
    [
        (0, "期", "0期", "0", "0"),
        (97, "期", "97期", "97", "97"),
        (12345, "单", "1.23万单", "12,345", "12,345"),
        ("0.00", "元", "0元", "0.00", "0.00 yuan"),
        ("1234.50", "元", "1234.5元", "1,234.50", "1,234.50 yuan"),
        ("19873211.40", "元", "1987.32万元", "19,873,211.40", "19,873,211.40 yuan"),
        (85.3, "%", "85.3%", "85.3", "85.3%"),
        (0.0, "%", "0%", "0.0", "0.0%"),
        (12.5, "天", "12.5天", "12.5", "12.5 days"),
        (None, "%", "暂无数据", "—", "no figure"),
    ],
)
def test_values(value: object, unit: str, exact: str, full: str, english: str) -> None:
    asked = Asked(value, unit)  # type: ignore[arg-type]
    assert printed("value", asked, "zh") == exact
    assert printed("value", asked, "en") == english
    assert (in_full(asked.value), cell(asked)) == (full, full)
    assert printed("number", asked, "zh") == full


@pytest.mark.parametrize(
    ("value", "previous", "change", "unit", "chinese", "english", "short"),
    [
        (120, 100, 20.0, "期", "同比增长20.0%", "up 20.0% on a year earlier", "+20.0%"),
        (80, 100, -20.0, "期", "同比下降20.0%", "down 20.0% on a year earlier", "-20.0%"),
        (100, 100, 0.0, "期", "与上年同期持平", "the same as a year earlier", "+0.0%"),
        (5, 0, None, "期", "上年同期为0，不计算增速", "after none a year earlier", "—"),
        (0, 0, None, "期", "与上年同期持平", "the same as a year earlier", "—"),
        (0, 5, -100.0, "期", "同比下降100.0%", "down 100.0% on a year earlier", "-100.0%"),
        (5, None, None, "期", "上年同期无数据，不作比较", "with no figure for a year earlier", "—"),
        (None, None, None, "%", "上年同期无数据，不作比较", "with no figure for a year earlier", "—"),
        (None, 5.0, None, "%", "本期无数据，不作比较", "so that it cannot be compared", "—"),
        (123, 10, 1130.0, "期", "为上年同期的12.3倍", "12.3 times the figure of a year earlier", "+1130.0%"),
        (
            75.0,
            83.3,
            -10.0,
            "%",
            "同比降低8.3个百分点",
            "down 8.3 percentage points on a year earlier",
            "-8.3",
        ),
        (4.3, 4.0, 7.5, "%", "同比提高0.3个百分点", "up 0.3 percentage points on a year earlier", "+0.3"),
        ("20.00", "10.00", 100.0, "元", "同比增长100.0%", "up 100.0% on a year earlier", "+100.0%"),
    ],
)
def test_movements(
    value: object, previous: object, change: float, unit: str, chinese: str, english: str, short: str
) -> None:
    asked = Asked(value, unit, previous, change)  # type: ignore[arg-type]
    assert printed("change", asked, "zh") == chinese
    assert printed("change", asked, "en") == english
    assert moved_in_table(asked) == short


def test_what_is_hidden_is_never_printed() -> None:
    hidden = Asked(7, "名", 6, 16.7, hidden=True)
    for style in ("value", "number", "phrase", "change", "previous"):
        for language in ("zh", "en"):
            assert not set("67") & set(printed(style, hidden, language))  # type: ignore[arg-type]
    assert cell(hidden) == moved_in_table(hidden) == "*"


USE = FigureUse(
    "f1",
    "a.b",
    "甲",
    "2021",
    {},
    "town",
    "table",
    3,
    "名",
    3,
    "3名",
    "1",
    "ab",
    ({"town": "x", "value": 3, "rows": 3},),
)
FOUND = Result(3, 3, (Group("x", 3, 3),))


@pytest.mark.parametrize(
    ("found", "digest", "text", "codes"),
    [
        (FOUND, Digest(3, "ab"), "3名", []),
        (FOUND, Digest(3, "ab"), None, []),
        (Result(4, 3, FOUND.groups), Digest(3, "ab"), "4名", ["value_differs"]),
        (FOUND, Digest(3, "cd"), "3名", ["receipt_differs"]),
        (FOUND, Digest(4, "cd"), "3名", ["rows_differ"]),
        (FOUND, Digest(3, "ab"), "近3名", ["text_differs"]),
        (Result(3, 3, (Group("x", 2, 2), Group("y", 1, 1))), Digest(3, "ab"), "3名", ["groups_differ"]),
    ],
)
def test_what_a_file_may_say_wrongly(
    found: Result, digest: Digest, text: str | None, codes: list[str]
) -> None:
    assert [one.code for one in compared(USE, found, digest, text)] == codes


def row(number: int = 1, **cells: object) -> Row:
    source = dict.fromkeys(SOURCE, None) | {"source_batch": "B1", "source_file": "a.csv"}
    return Row(
        b"", number, {"no": f"N{number}", "status": "已举办", "refund_amount": "0.00"} | source | cells
    )  # type: ignore[arg-type]


NOTHING = Facts({}, {})
UNDONE = Facts({"B1": "wang"}, {})


def changed(columns: tuple[str, ...] | None, user: str = "li", batch: str = "") -> Facts:
    return Facts({}, {1: Change(1, "2022-01-05T10:00", user, batch, columns)})


@pytest.mark.parametrize(
    ("old", "new", "facts", "why"),
    [
        (row(), row(refund_amount="9.00"), NOTHING, "why_late_refund"),
        (row(), row(refund_amount="9.00", status="closed"), NOTHING, "why_late_refund"),
        (row(refund_amount="9.00"), row(source_batch="B2"), NOTHING, "why_corrected"),
        (row(), row(status="取消"), changed(("status",)), "why_edited"),
        (row(), row(status="取消"), changed(("status",), "", "B2"), "why_corrected"),
        (row(), row(status="取消", source_user="li", source_batch=None), NOTHING, "why_edited"),
        (row(), row(status="取消"), NOTHING, "why_other_record"),
        (row(), row(source_batch="B2"), NOTHING, "why_same_again"),
        (row(), row(status="取消", source_batch="B0"), UNDONE, "why_rolled_back"),
        (row(), None, UNDONE, "why_rolled_back"),
        (row(), None, changed(None), "why_removed"),
        (row(), None, changed(("status",)), "why_counts_no_more"),
        (row(), None, NOTHING, "why_other_record"),
        (row(), None, Facts({}, {}, {("N1",): "B3"}), "why_line_no_more"),
        (None, row(), NOTHING, "why_imported"),
        (None, row(source_user="li", source_batch=None), NOTHING, "why_entered"),
        (None, row(), changed(("status",)), "why_counts_now"),
    ],
)
def test_why_a_row_differs(old: Row | None, new: Row | None, facts: Facts, why: str) -> None:
    found = told(old, new, ("no",), facts)
    assert found.why.code == why
    assert found.kind == ("changed" if old and new else "came" if new else "went")
    assert found.name == {"no": "N1"}


def test_rows_are_paired_by_key() -> None:
    gone, fresh = [row(1), row(2)], [row(2, status="取消"), row(3)]
    pairs = [(old and old.record, new and new.record) for old, new in paired(gone, fresh, ("no",))]
    assert pairs == [(1, None), (2, 2), (None, 3)]


def test_an_edition_without_seal_has_none() -> None:
    from lianxin.reports.rules.sealing import vouching

    assert vouching(Edition("E1", "", "2021", "1", "published", "", ""), "ab") is None
