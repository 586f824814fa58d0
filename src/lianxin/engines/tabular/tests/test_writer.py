"""What is written is read back equal, never runs as a formula, and templates say what they want."""

import csv
import datetime as dt
from decimal import Decimal
from inspect import ismodule

import openpyxl
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from lianxin.engines import tabular
from lianxin.engines.tabular import (
    INSTRUCTIONS,
    Profile,
    Table,
    TableColumn,
    TabularError,
    cells,
    csv_text,
    find_header,
    is_sample,
    open_tables,
    write_csv,
    write_problem_workbook,
    write_rows_workbook,
    write_table_workbook,
)  # fmt: skip
from lianxin.engines.tabular import writer as engine
from lianxin.engines.tabular.cells import DAMAGED, TRIM

TEXT = st.text(alphabet=st.characters(exclude_categories=["Cc", "Cs"]), max_size=20).map(
    lambda text: text.strip(TRIM).lstrip(DAMAGED).strip(TRIM)
)
RISKY = st.sampled_from(
    ["=1+1", "+1", "-2+3", "@sum(A1)", "'", "''x", '="x"', "-", "NULL", "_x0041_", "a\nb", "https://a.b"]
)
MONEY = st.decimals(-(10**16) + 1, 10**16 - 1, places=2)
KINDS = {
    "text": TEXT | RISKY,
    "identifier": st.from_regex(r"\A[0-9A-Z-]{1,20}\Z").filter(lambda text: text not in cells.EMPTY),
    "whole": st.none() | st.integers(-(10**17), 10**17),
    "amount": st.none() | MONEY,
    "decimal": st.none() | st.decimals(-(10**12), 10**12, places=4),
    "day": st.none() | st.dates(dt.date(1900, 1, 1), dt.date(2199, 12, 31)),
    "moment": st.none()
    | st.datetimes(dt.datetime(1900, 1, 1), dt.datetime(2199, 12, 31)).map(
        lambda at: at.replace(microsecond=0)
    ),
    "flag": st.none() | st.booleans(),
    "words": st.lists(st.sampled_from(["茶叶", "=甲", "乙 丙"]), max_size=3),
}
COLUMNS = tuple(TableColumn(f"{kind}列", kind) for kind in KINDS)
ROWS = st.lists(st.tuples(*KINDS.values()).map(list), max_size=5)
QUIET = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def read_back(path):
    (table,) = (table for table in open_tables(path) if not table.hidden and table.sheet != INSTRUCTIONS)
    cleaners = [getattr(cells, kind) for kind in KINDS]
    return [
        [clean(cell) for clean, cell in zip(cleaners, row, strict=True)]
        for _, row in table.rows(1)
        if not is_sample(row)
    ]


def filled(rows):
    return [row for row in rows if any(value not in ("", None, []) for value in row)]


@QUIET
@given(ROWS)
@example([["x", "1", None, Decimal("9999999999999999.99"), None, None, None, None, []]])
def test_a_workbook_comes_back_equal(tmp_path, rows):
    write_table_workbook(tmp_path / "a.xlsx", [Table("表", COLUMNS, rows)])
    assert read_back(tmp_path / "a.xlsx") == filled(rows)


@QUIET
@given(ROWS)
def test_a_csv_comes_back_equal_and_runs_nothing(tmp_path, rows):
    path = tmp_path / "a.csv"
    write_csv(path, [column.header for column in COLUMNS], rows)
    assert read_back(path) == filled(rows)
    with path.open(encoding="utf-8-sig", newline="") as stream:
        for text in (text for row in csv.reader(stream) for text in row):
            assert not text.startswith(("=", "@", "\t")) and (
                text[:1] not in ("+", "-") or Decimal(text) is not None
            )


@pytest.mark.parametrize(
    ("value", "written"), [("=1", "'=1"), ("-12.5", "-12.5"), ("-1+cmd", "'-1+cmd"), (True, "是")]
)
def test_csv_escaping(value, written):
    assert csv_text(value) == written


def template(path):
    columns = (
        TableColumn("成员编号", "identifier", required=True, example="M001"),
        TableColumn("平台", required=True, choices=("抖音", "快手")),
        TableColumn("乡镇", choices=tuple(f"第{at}个很长的乡镇名字" for at in range(60))),
        TableColumn("重点联系", "flag", note="每年评定"),
    )
    table = Table("平台账号", columns, sample=("M001", "抖音", "", "是"))
    write_table_workbook(path, [table], version="7", instructions=True)
    return columns


def test_a_template_as_excel_sees_it(tmp_path):
    template(tmp_path / "t.xlsx")
    book = openpyxl.load_workbook(tmp_path / "t.xlsx")
    assert book.sheetnames == [INSTRUCTIONS, "平台账号", "_lists"]
    sheet, lists = book["平台账号"], book["_lists"]
    assert [sheet.cell(1, at).font.color is not None for at in (1, 2)] == [True, True]
    assert sheet["A1"].font.color.rgb == "FFC00000" and sheet["A1"].font.bold
    assert sheet["C1"].font.color is None or sheet["C1"].font.color.rgb != "FFC00000"
    assert sheet.freeze_panes == "A2"
    assert sheet.column_dimensions["A"].width >= 12
    assert sheet["A2"].value == "示例：M001"
    rules = {str(rule.sqref): rule.formula1 for rule in sheet.data_validations.dataValidation}
    assert rules["B2:B5001"] == '"抖音,快手"'
    assert rules["C2:C5001"] == "_lists!$B$1:$B$60"
    assert rules["D2:D5001"] == '"是,否"'
    assert (
        lists.sheet_state == "hidden" and lists["A1"].value == "7" and lists["B60"].value.startswith("第59")
    )
    words = [cell for row in book[INSTRUCTIONS].values for cell in row if cell]
    assert {"成员编号", "必填", "每年评定", "例：M001", "抖音、快手"} <= set(words)


def test_the_sample_row_is_known_and_a_row_over_it_is_not(tmp_path):
    template(tmp_path / "t.xlsx")
    table = next(table for table in open_tables(tmp_path / "t.xlsx") if table.sheet == "平台账号")
    ((number, row),) = table.rows(1)
    assert number == 2 and is_sample(row)
    assert not is_sample(["M002", "示例：x"])
    assert not is_sample([])


def test_a_problem_workbook_can_be_corrected_and_read_again(tmp_path):
    path = tmp_path / "p.xlsx"
    rows = [
        (["1", "=1+1", "'x", dt.datetime(2021, 6, 9, 1, 2, 3)], 7, "金额不对"),
        ([6.921234567890123e18, 1.5, None, dt.date(2021, 6, 9)], 9, "订单号已损坏"),
    ]
    write_problem_workbook(path, ["订单号", "金额", "备注", "时间"], rows, sheet="a/b")
    (table,) = open_tables(path)
    assert table.sheet == "a_b"
    match = find_header(table.head, [Profile("orders", frozenset({"订单号"}), frozenset({"金额"}))])
    assert match.ignored == ("备注", "时间")
    (_, first), (_, second) = table.rows(1)
    assert first == ["1", "=1+1", "'x", dt.datetime(2021, 6, 9, 1, 2, 3), 7, "金额不对"]
    assert second[1:] == [1.5, "", dt.date(2021, 6, 9), 9, "订单号已损坏"]
    with pytest.raises(tabular.CellError, match="number_id"):
        cells.identifier(second[0])
    assert openpyxl.load_workbook(path).active["B2"].data_type == "s"


def test_a_long_table_goes_on_in_the_next_sheet(tmp_path, monkeypatch):
    monkeypatch.setattr(engine, "_MOST_ROWS", 4)
    write_rows_workbook(tmp_path / "r.xlsx", ["n", "d"], [[at, dt.date(2021, 1, 1)] for at in range(7)])
    found = [[row[0] for _, row in table.rows(1)] for table in open_tables(tmp_path / "r.xlsx")]
    assert found == [[0, 1, 2], [3, 4, 5], [6]]
    write_rows_workbook(tmp_path / "e.xlsx", ["n"], [])
    assert [table.head for table in open_tables(tmp_path / "e.xlsx")] == [[["n"]]]


def test_what_a_cell_or_sheet_cannot_hold_is_refused_and_not_left_out(tmp_path, monkeypatch):
    with pytest.raises(TabularError, match="text_too_long"):
        write_rows_workbook(tmp_path / "l.xlsx", ["n"], [["x" * 32_768]])
    monkeypatch.setattr(engine, "_MOST_ROWS", 2)
    with pytest.raises(TabularError, match="too_many_rows"):
        write_table_workbook(tmp_path / "m.xlsx", [Table("表", (TableColumn("n"),), [["1"], ["2"]])])


def test_only_the_announced_names_are_public():
    public = {
        name for name, value in vars(tabular).items() if not name.startswith("_") and not ismodule(value)
    }
    assert set(tabular.__all__) == public | {"cells"}
