"""csv: the columnar path gives what the row path gives, whatever the bytes; rows have Excel's numbers."""

import csv
from io import BytesIO, StringIO

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from lianxin.engines.tabular import NotATable, TabularError, open_tables
from lianxin.engines.tabular.csvfile import CsvTable
from lianxin.engines.tabular.lexer import delimiter_of, records

# 丂 is 81 40, 〡 and emoji take four bytes in gb18030; the rest is what upsets csv readers
FIELD = st.text(alphabet=st.sampled_from("a1,\"\n\r\t; 丂茶中〡😀'="), max_size=6)
RECORDS = st.lists(st.lists(FIELD, min_size=1, max_size=4), max_size=12)
RAW = st.text(alphabet=st.sampled_from('ab,"\n\r茶'), max_size=60)
CODECS = st.sampled_from(["utf-8-sig", "gb18030", "utf-16"])


def table(content: bytes, block: int = 1 << 20) -> CsvTable:
    return CsvTable("x.csv", lambda: BytesIO(content), block=block)


def by_rows(found: CsvTable, columns: list[int], after: int) -> list[tuple[int, list[str]]]:
    picked = [(n, [row[at] if at < len(row) else "" for at in columns]) for n, row in found.rows(after)]
    return [(number, row) for number, row in picked if any(cell.strip(" \t\r\n\u3000") for cell in row)]


def by_chunks(found: CsvTable, columns: list[int], after: int) -> list[tuple[int, list[str]]]:
    rows = []
    for chunk in found.chunks({str(at): at for at in columns}, after):
        values = [chunk.columns[str(at)].to_pylist() for at in columns]
        rows += list(zip(chunk.row_numbers.to_pylist(), map(list, zip(*values, strict=True)), strict=True))
    return rows


@settings(deadline=None)  # the machine may be busy
@given(RECORDS, CODECS, st.integers(1, 40), st.integers(0, 3), st.sampled_from([[0], [1, 0], [0, 1, 2, 3]]))
def test_chunks_equal_rows_for_written_csv(rows, codec, block, after, columns):
    stream = StringIO()
    csv.writer(stream).writerows(rows)
    check(stream.getvalue().encode(codec), block, after, columns)


@settings(deadline=None)  # the machine may be busy
@given(RAW, CODECS, st.integers(1, 40), st.integers(0, 3), st.sampled_from([[0], [1, 0], [0, 1, 2, 3]]))
@example('a,"b\n', "gb18030", 3, 0, [0])
@example('a,b"\nc,d"\n', "utf-8-sig", 4, 0, [0, 1, 2, 3])
@example('"a\n"\n\n"b"', "utf-8-sig", 2, 1, [0])
@example("a,b\r\rc,d", "utf-8-sig", 2, 0, [1, 0])
def test_chunks_equal_rows_for_any_text(text, codec, block, after, columns):
    check(text.encode(codec), block, after, columns)


def check(content, block, after, columns):
    try:
        found = table(content, block)
    except NotATable as error:
        assert error.code == "empty_file"
        return
    assert by_chunks(found, columns, after) == by_rows(found, columns, after)


@settings(deadline=None)  # the machine may be busy
@given(st.lists(st.lists(FIELD, min_size=2, max_size=4), min_size=1, max_size=12))
def test_the_lexer_agrees_with_the_standard_library(rows):
    stream = StringIO()
    csv.writer(stream).writerows(rows)
    found = [
        [field.decode() for field in row] for row, _ in records(stream.getvalue().encode(), b",", final=True)
    ]
    assert found == list(csv.reader(StringIO(stream.getvalue(), newline="")))


@settings(deadline=None)  # the machine may be busy
@given(RAW, st.integers(1, 9))
def test_the_lexer_does_not_mind_where_its_bytes_are_cut(text, size):
    data = text.encode()
    whole = [row for row, _ in records(data, b",", final=True)]
    pieces, rest = [], b""
    for at in range(0, len(data), size):
        rest += data[at : at + size]
        end = 0
        for row, end in records(rest, b",", final=False):  # noqa: B007
            pieces.append(row)
        rest = rest[end:]
    pieces += [row for row, _ in records(rest, b",", final=True)]
    assert pieces == whole


def test_rows_are_numbered_as_excel_shows_them():
    found = table('说明\n订单号,备注\n1,"两\n行"\n\n,\n2,ok\n'.encode("gb18030"))
    assert found.encoding == "gb18030"
    assert list(found.rows(2)) == [(3, ["1", "两\n行"]), (6, ["2", "ok"])]
    assert by_chunks(found, [0], 2) == [(3, ["1"]), (6, ["2"])]


def test_a_file_over_many_blocks_keeps_its_order_and_its_ragged_rows():
    lines = [f"{at},茶{at % 7},{at}.5" + (",extra" if at % 5000 == 17 else "") for at in range(20_000)]
    found = table("\n".join(lines).encode("gb18030"), block=50_000)
    assert by_chunks(found, [0, 1], 0) == [(at + 1, [str(at), f"茶{at % 7}"]) for at in range(20_000)]


def test_columns_not_asked_for_are_not_given():
    chunks = list(table("订单号,收件人\n1,张三\n".encode()).chunks({"订单号": 0}, 1))
    assert [list(chunk.columns) for chunk in chunks] == [["订单号"]]


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("a,b\n", b","),
        ("a\tb,c\td\n", b"\t"),
        ("a;b;c\n", b";"),
        ("a\t,b\t\n1\t,2\t\n", b","),
        ("only\n", b","),
    ],
)
def test_the_delimiter_is_seen(text, delimiter):
    assert delimiter_of(text.encode()) == delimiter


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        ("订单,b\n".encode("utf-8-sig"), "utf-8-sig"),
        ("订单,b\n".encode(), "utf-8"),
        ("订单,b\n".encode("gb18030"), "gb18030"),
        ("订单,b\n".encode("utf-16"), "utf-16"),
        ("\ufeff订单,b\n".encode("utf-16-be"), "utf-16"),
        (b"a,b\n" * 400_000 + "茶\n".encode("gb18030"), "gb18030"),
        (b"a" + "茶".encode() * 500_000, "utf-8"),
    ],
)
def test_the_encoding_is_seen(content, encoding):
    found = table(content)
    assert found.encoding == encoding
    assert "\ufffd" not in found.head[0][0]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty_file"),
        (b"\xef\xbb\xbf \r\n", "empty_file"),
        (bytes(range(32)) * 20, "not_text"),
        (b"<html><table>", "html_table"),
        (b"%PDF-1.7", "unknown_format"),
    ],
)
def test_what_is_no_table_is_refused(tmp_path, content, code):
    path = tmp_path / "a.csv"
    path.write_bytes(content)
    with pytest.raises(NotATable) as caught:
        list(open_tables(path))
    assert caught.value.code == code


def test_a_quote_that_is_never_closed_does_not_swallow_the_memory():
    found = table(b"id,x\n" * 20 + b'1,"' + b"abc,def\n" * 2_000_000)
    with pytest.raises(TabularError) as caught:
        list(found.chunks({"id": 0}, 1))
    assert caught.value.code == "unclosed_quote"


def test_a_few_nul_bytes_do_no_harm():
    found = table(b"id,name\n" + b"1,abc\n" * 100 + b"\x002,d\x00\n")
    assert by_chunks(found, [0, 1], 1)[-1] == (102, ["\x002", "d\x00"])
