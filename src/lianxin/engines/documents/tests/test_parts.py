"""Numbers of headings, widths of columns, indents of signatures, what is compared."""

import pytest

from lianxin.engines.documents import Column, HandEdit, Place, Table, Text
from lianxin.engines.documents.columns import fitted
from lianxin.engines.documents.numbering import Numbers, chinese
from lianxin.engines.documents.reading.compare import compare
from lianxin.engines.documents.reading.lines import Span, TextLine
from lianxin.engines.documents.reading.numbers import tokens
from lianxin.engines.documents.setting import signature_indents, width
from lianxin.engines.documents.sheets.cells import money, number
from lianxin.engines.documents.words import day


@pytest.mark.parametrize(
    ("n", "text"),
    [(1, "一"), (9, "九"), (10, "十"), (11, "十一"), (20, "二十"), (25, "二十五"), (99, "九十九")],
)
def test_chinese_numbers(n: int, text: str) -> None:
    assert chinese(n) == text


def test_numbers_begin_anew_under_each_heading() -> None:
    zh, en = Numbers("zh"), Numbers("en")
    levels = [1, 2, 3, 4, 4, 3, 2, 1, 2]
    assert [zh.next(level) for level in levels] == [
        "一、", "（一）", "1. ", "（1）", "（2）", "2. ", "（二）", "二、", "（一）",
    ]  # fmt: skip
    assert [en.next(level) for level in levels] == [
        "1 ", "1.1 ", "1.1.1 ", "(a) ", "(b) ", "1.1.2 ", "1.2 ", "2 ", "2.1 ",
    ]  # fmt: skip


def test_wide_tables_are_set_smaller_and_numbers_stay_whole() -> None:
    def months(columns: int) -> Table:
        cells = (((Text("护国镇"),), *[(Text("1,204"),)] * columns),)
        return Table("", "", (Column("镇"), *[Column("一月", "right")] * columns), cells)

    assert [fitted(months(n), 12, 442).size for n in (3, 9, 11, 13)] == [12, 10.5, 9, 7.5]
    assert fitted(months(40), 12, 442).size == 5.5
    long = Table("", "", (Column("文"), Column("数", "right")), (((Text("字" * 200),), (Text("1"),)),))
    assert sum(fitted(long, 12, 442).shares) == pytest.approx(1)


def test_a_receipt_is_not_broken() -> None:
    columns = (*[Column("口径")] * 4, Column("凭据"))
    table = Table("", "", columns, ((*[(Text("字" * 90),)] * 4, (Text("6b86b273ff34fce1"),)),))
    found = fitted(table, 12, 442)
    assert found.shares[-1] * 442 / found.size >= 8


def test_the_date_begins_two_characters_right_of_the_office() -> None:
    date = day("zh", "2022-03-05T10:00:00+08:00")
    assert date == "2022年3月5日"
    for office in ("统战部", "中共泸州市纳溪区委统一战线工作部"):
        right_of_office, right_of_date = signature_indents(office, date)
        offset = (right_of_office + width(office)) - (right_of_date + width(date))
        assert offset == pytest.approx(2) and min(right_of_office, right_of_date) == 2


@pytest.mark.parametrize(
    ("text", "value", "form"),
    [("1,204", "1204", "#,##0"), ("12.4%", "0.124", "0.0%"), ("-3.20", "-3.20", "0.00"), ("0", "0", "#,##0"),
     ("1204", "1204", "0"), ("1,204.5", "1204.5", "#,##0.0")],
)  # fmt: skip
def test_printed_numbers_become_cells(text: str, value: str, form: str) -> None:
    found = number(text)
    assert found and (str(found.value), found.form) == (value, form)


@pytest.mark.parametrize("text", ["007", "12万", "", "1,20", "1234567890123456", "１２", "=1", "1e5", "+1"])
def test_other_texts_stay_texts(text: str) -> None:
    assert number(text) is None and money(text) is None


@pytest.mark.parametrize(
    ("text", "numbers"),
    [("参训1,204人次", ["1,204"]), ("增长12.4%，达3.45亿元", ["12.4%", "3.45亿"]), ("统一、唯一、一些", []),
     ("三个平台，十二家，第一名", ["三", "十二", "第一"]), ("百分之五", ["百分之五"]), ("８６场", ["８６"])],
)  # fmt: skip
def test_what_counts_as_a_number(text: str, numbers: list[str]) -> None:
    assert [token.text for token in tokens(text) if token.is_number] == numbers


LINE = TextLine("段", "参训1,204人次，近320名。", (Span(2, 7, "a", 0), Span(10, 15, "b", 1)))


@pytest.mark.parametrize(
    ("found", "edits"),
    [
        (["参训1,204人次，近320名。"], []),
        (["共参训1,204人次，其中近320名为成员。"], []),
        (["参训1,205人次，近320名。"], [HandEdit("段", "1,204", "1,205", "a")]),
        (["参训1,204人次，约320名。"], [HandEdit("段", "近320名", "约320名", "b")]),
        (["参训1,204人次，320名。"], [HandEdit("段", "近320名", "320名", "b")]),
        (["参训1,204人次，近3200名。"], [HandEdit("段", "320", "3200", "b")]),
        (["参训1,204人次", "，近320名。", "新增5家。"], [HandEdit("段", "", "新增5家", "")]),
        ([], [HandEdit("段", "参训1,204人次，近320名", "", "a"), HandEdit("段", "近320名", "", "b")]),
    ],
)
def test_compared(found: list[str], edits: list[HandEdit]) -> None:
    assert compare([LINE], found).edits == edits


def test_places_say_what_stands_there_now() -> None:
    assert compare([LINE], ["参训1,205人次，近320名。"]).places == [
        Place("a", "1,205"),
        Place("b", "近320名"),
    ]


def test_quite_another_text_is_compared_by_its_numbers() -> None:
    written = [TextLine(str(n), f"第{n}段有{n * 7}件事" * 20) for n in range(40)]
    found = [f"另外{n}文{n * 11}" * 40 for n in range(40)]
    assert len(compare(written, found).edits) > 40
