"""Workbooks, zips and locked files; broken and hostile ones end in a typed error."""

import datetime as dt
import zipfile
from io import BytesIO

import msoffcrypto
import pytest
import xlsxwriter
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from msoffcrypto.format.ooxml import OOXMLFile

from lianxin.engines.tabular import (
    CellError,
    PasswordNeeded,
    TabularError,
    TooLarge,
    archive,
    cells,
    open_tables,
    workbook,
)


def book(fill=None) -> bytes:
    target = BytesIO()
    with xlsxwriter.Workbook(target) as made:
        sheet = made.add_worksheet("订单")
        sheet.write_row(0, 0, ["订单号", "金额", "时间"])
        sheet.write_string(2, 0, "6921234567890123456")
        sheet.write_number(2, 1, 0.1 + 0.2)
        day = made.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        sheet.write_datetime(2, 2, dt.datetime(2021, 6, 9, 21, 25, 25), day)
        sheet.write_number(3, 0, 6921234567890123456)
        made.add_worksheet("清单").hide()
        if fill:
            fill(sheet)
    return target.getvalue()


def zipped(**members: bytes) -> bytes:
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in members.items():
            made.writestr(name, content)
    return target.getvalue()


def opened(tmp_path, content: bytes, name: str = "a.xlsx", *, shown=None, password=None):
    path = tmp_path / name
    path.write_bytes(content)
    return list(open_tables(path, name=shown, password=password))


def test_a_workbook_gives_every_sheet(tmp_path):
    orders, lists = opened(tmp_path, book())
    assert (orders.file, orders.sheet, orders.hidden, orders.encoding) == ("a.xlsx", "订单", False, None)
    assert lists.hidden
    assert orders.head[0] == ["订单号", "金额", "时间"]
    (first, row), (second, _) = orders.rows(1)
    assert (first, second) == (3, 4)
    assert cells.amount(row[1]) == cells.amount("0.30")
    assert cells.moment(row[2]) == dt.datetime(2021, 6, 9, 21, 25, 25)


def test_a_number_that_lost_digits_is_refused_in_chunks_too(tmp_path):
    orders, _ = opened(tmp_path, book())
    (chunk,) = orders.chunks({"订单号": 0}, 1)
    good, bad = chunk.columns["订单号"].to_pylist()
    assert chunk.row_numbers.to_pylist() == [3, 4]
    assert cells.identifier(good) == "6921234567890123456"
    with pytest.raises(CellError, match="number_id"):
        cells.identifier(bad)


def test_a_zip_gives_the_tables_of_its_members_with_chinese_names(tmp_path):
    content = zipped(**{"dd:d.csv": "订单号\n1\n".encode(), "__MACOSX/x": b"x", "b.xlsx": book()})
    found = opened(tmp_path, content.replace(b"dd:d", "订单".encode("gb18030")), "a.zip")
    assert [(table.file, table.sheet) for table in found] == [
        ("a.zip/订单.csv", None), ("a.zip/b.xlsx", "订单"), ("a.zip/b.xlsx", "清单"),
    ]  # fmt: skip
    assert list(found[0].rows(1)) == [(2, ["1"])]
    assert [len(chunk) for chunk in found[0].chunks({"订单号": 0}, 1)] == [1]


def test_a_broken_member_is_reported_after_the_good_ones(tmp_path):
    path = tmp_path / "a.zip"
    path.write_bytes(
        zipped(
            **{"bad.xlsx": b"PK\x03\x04junk", "ok.csv": b"a,b\n", "empty.csv": b"", "in.zip": zipped(x=b"1")}
        )
    )
    seen = []
    with pytest.raises(TabularError) as caught:
        seen.extend(table.file for table in open_tables(path))  # a generator: extend keeps what came before
    every = [caught.value, *caught.value.others]
    assert {(error.params["file"], error.code) for error in every} == {
        ("a.zip/bad.xlsx", "damaged_file"), ("a.zip/empty.csv", "empty_file"), ("a.zip/in.zip", "nested_zip"),
    }  # fmt: skip
    assert seen == ["a.zip/ok.csv"]


def locked(password: str) -> bytes:
    target = BytesIO()
    OOXMLFile(BytesIO(book())).encrypt(password, target)
    assert msoffcrypto.OfficeFile(BytesIO(target.getvalue())).is_encrypted()
    return target.getvalue()


def test_a_locked_workbook_opens_with_the_password_or_the_end_of_its_name(tmp_path):
    content = locked("834512")
    assert len(opened(tmp_path, content, "a.xlsx", password="834512")) == 2
    assert len(opened(tmp_path, content, "kwai_834512.xlsx")) == 2
    assert len(opened(tmp_path, content, "tmp1", shown="kwai_834512.xlsx")) == 2
    with pytest.raises(PasswordNeeded, match="password_needed"):
        opened(tmp_path, content, "a.xlsx")
    with pytest.raises(PasswordNeeded, match="wrong_password"):
        opened(tmp_path, content, "a.xlsx", password="123456")


def test_bombs_are_refused(tmp_path, monkeypatch):
    with pytest.raises(TooLarge, match="too_many_members"):
        opened(tmp_path, zipped(**{f"{at}.csv": b"a" for at in range(archive.MAX_MEMBERS + 1)}), "many.zip")
    monkeypatch.setattr(archive, "FREE", 1 << 16)
    with pytest.raises(TooLarge, match="too_large"):
        opened(tmp_path, zipped(**{"a.csv": b"a,b\n" + b"0" * (4 << 20)}), "ratio.zip")
    monkeypatch.setattr(workbook, "MAX_INFLATED", 1000)
    with pytest.raises(TooLarge, match="too_large"):
        opened(tmp_path, book())


def test_a_cell_in_the_last_corner_is_refused(tmp_path):
    """Unchecked, it makes a grid of 500 GB and ends the process."""
    with pytest.raises(TooLarge, match="too_many_cells"):
        opened(tmp_path, book(lambda sheet: sheet.write_string(1_048_575, 16_383, "x")))


def test_a_directory_that_lies_about_sizes_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(workbook, "MAX_INFLATED", 1 << 20)
    content = bytearray(zipped(**{"[Content_Types].xml": b"x", "xl/worksheets/a.xml": b" " * (8 << 20)}))
    with zipfile.ZipFile(BytesIO(content)) as made:
        real = made.getinfo("xl/worksheets/a.xml").file_size.to_bytes(4, "little")
    lying = bytes(content).replace(real, (10).to_bytes(4, "little"))
    with pytest.raises(TooLarge, match="too_large"):
        opened(tmp_path, lying)


GOOD = [book(), zipped(**{"a.csv": b"a,b\n1,2\n", "b.xlsx": book()}), locked("1")]


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.integers(0, len(GOOD) - 1),
    st.lists(st.tuples(st.floats(0, 0.999), st.integers(0, 255)), max_size=8),
    st.floats(0, 1),
)
@example(0, [], 0.5)
@example(2, [], 0.453125)  # opens with its password, and then ends too early
@example(2, [(0.96875, 0)], 0.9921875)  # opens, and then is no workbook
def test_damaged_files_end_in_a_typed_error(tmp_path, which, flips, length):
    content = GOOD[which]
    damaged = bytearray(content[: int(len(content) * length)])
    for at, value in flips:
        if damaged:
            damaged[int(at * len(damaged))] = value
    read(tmp_path, bytes(damaged))


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.sampled_from([b"", b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\xff\xfe"]),
    st.binary(max_size=600),
)
def test_random_bytes_end_in_a_table_or_a_typed_error(tmp_path, start, rest):
    read(tmp_path, start + rest)


def read(tmp_path, content: bytes) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(content)
    try:
        for table in open_tables(path, password="1"):
            list(table.rows())
            list(table.chunks({"a": 0}))
    except TabularError as error:
        assert error.code
