"""pdf, html, xlsx and json: what each must hold beside its text."""

import io
import json
import re
from pathlib import Path

import openpyxl
import pypdf
import pytest

from lianxin.engines.documents import (
    BadDocument,
    Column,
    Document,
    MissingGlyph,
    Paragraph,
    ReceiptTable,
    Shown,
    Table,
    Text,
    read,
    stream_json,
    stream_xlsx,
    write_docx,
    write_html,
    write_json,
    write_pdf,
    write_xlsx,
)
from lianxin.engines.documents.page import fonts, pdf
from lianxin.engines.documents.sheets import workbook
from lianxin.engines.documents.tests.making import (
    FIGURES,
    SVG,
    WRITERS,
    chinese,
    english,
    own_appendix,
    receipts,
    table,
    use,
    written,
)
from lianxin.engines.documents.web.svg import inline_svg


def test_a_pdf_is_tagged_titled_and_has_an_outline() -> None:
    reader = pypdf.PdfReader(io.BytesIO(write_pdf(chinese())))
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] and root["/Lang"] == "zh-CN"
    assert reader.metadata is not None and reader.metadata.title == "2021年度工作报告"
    assert reader.metadata.author == "区委统战部"
    assert next(entry.title for entry in reader.outline) == "一、多元学习"
    assert b"pdfaid:part>3<" in root["/Metadata"].get_data()
    assert list(reader.attachments) == ["edition.json"]
    width, height = reader.pages[0].mediabox[2:]
    assert (round(float(width) / 72 * 25.4), round(float(height) / 72 * 25.4)) == (210, 297)


def test_page_numbers_of_a_pdf_stand_outside() -> None:
    reader = pypdf.PdfReader(io.BytesIO(write_pdf(chinese(table(30)))))
    found: dict[int, float] = {}
    for number, page in enumerate(reader.pages, start=1):

        def see(text: str, cm: list[float], *_: object, number: int = number) -> None:
            if "—" in text:
                found.setdefault(number, cm[4])

        page.extract_text(visitor_text=see)
    assert len(found) == len(reader.pages) > 2
    assert all((place > 300) == (number % 2 == 1) for number, place in found.items())


def test_a_character_without_a_glyph_is_an_error() -> None:
    with pytest.raises(MissingGlyph) as raised:
        write_pdf(chinese(title="报告𓀀"))
    assert raised.value.code == "missing_glyph" and "𓀀" in raised.value.params["characters"]


@pytest.mark.parametrize("document", [chinese(title="喆燊䶮堃镕的报告"), english()], ids=["zh", "en"])
def test_a_machine_without_fonts(monkeypatch: pytest.MonkeyPatch, document: Document) -> None:
    """What comes with the program is enough, also for characters of names."""
    import pylopdf_fonts_zh_cn
    import typst

    ours = typst.Fonts(
        include_system_fonts=False, font_paths=[str(Path(pylopdf_fonts_zh_cn.__file__).parent)]
    )
    monkeypatch.setattr(pdf, "fonts", lambda: ours)
    monkeypatch.setattr(fonts, "_families", lambda: frozenset(ours.families()))
    assert len(pypdf.PdfReader(io.BytesIO(write_pdf(document))).pages) >= 2


def test_html_is_one_file_that_fetches_and_runs_nothing() -> None:
    page = write_html(chinese(title="<script>alert(1)</script>")).decode()
    assert re.findall(r"<script[^>]*>", page) == ['<script type="application/json" id="lianxin-edition">']
    assert not re.search(r"""(?:src|href)=["'](?!#)""", page) and " onclick" not in page
    ids = set(re.findall(r' id="([^"]+)"', page))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= ids
    assert page.count("<h1") == 1 and page.count("<thead>") == 3


def test_the_authors_own_table_of_figures_stands_instead_of_ours(tmp_path: Path) -> None:
    again = use("f9", "1204人次")
    figures = (*FIGURES, again)
    said = Paragraph((Text("共"), Shown("f9", again.text), Text("。")))
    document = chinese(said, appendix=own_appendix(), figures=figures)
    page = write_html(document).decode()
    assert "数据凭据一览" not in page and page.count('id="receipt-') == len(FIGURES)
    assert re.search(r'href="#receipt-f2">1204人次</a>', page)
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(re.findall(r' id="([^"]+)"', page))
    sheets = openpyxl.load_workbook(io.BytesIO(write_xlsx(document, {}))).sheetnames
    assert sheets == ["版本", "表1 各镇参训人次", "表2 各月场次", "表3 数据凭据", "_lianxin"]
    for form in WRITERS:
        carried = read(written(tmp_path, form, document))
        assert (carried.hand_edits, carried.figures) == ([], figures)
    other = use("f9", "1", key="sales.orders")
    assert "数据凭据一览" in write_html(chinese(appendix=own_appendix(), figures=(*FIGURES, other))).decode()


def test_data_cannot_end_its_element() -> None:
    page = write_html(chinese(subtitle="</script><b>")).decode()
    assert page.count("</script>") == 1


def test_two_charts_on_a_page_keep_their_own_ids() -> None:
    drawn = inline_svg(SVG, "说明", "c1-")
    assert 'id="c1-c"' in drawn and "url(#c1-c)" in drawn and 'aria-label="说明"' in drawn
    assert not re.search("script|onclick|example.org|<image", drawn)
    with pytest.raises(BadDocument):
        inline_svg("<svg", "", "")


def test_xlsx_holds_numbers_texts_and_receipts() -> None:
    book = openpyxl.load_workbook(io.BytesIO(write_xlsx(chinese(), receipts())))
    assert book.sheetnames == ["版本", "表1 各镇参训人次", "表2 各月场次", "凭据2 参训人次", "_lianxin"]
    assert book["_lianxin"].sheet_state == "veryHidden"
    rows = list(book["表1 各镇参训人次"].values)
    assert rows[1][0] == "单位：人次"
    assert rows[3] == ("白节镇", 100, 0.335) and rows[6] == ("合计", 1204, 1)
    assert book["表1 各镇参训人次"]["C4"].number_format == "0.0%"
    assert book["表1 各镇参训人次"]["B7"].number_format == "#,##0"
    evidence = book["凭据2 参训人次"]
    assert [cell.value for cell in evidence[3]] == ["M001", "2021-06-09", 12.5, "=1+1", 7]
    assert evidence["D3"].data_type != "f" and evidence["A4"].value == "0012"


def test_a_long_receipt_goes_on_in_the_next_sheet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MOST_ROWS", 5)
    long = {"f2": ReceiptTable(("n",), ([n] for n in range(7)))}
    book = openpyxl.load_workbook(io.BytesIO(write_xlsx(chinese(), long)))
    names = [name for name in book.sheetnames if name.startswith("凭据")]
    assert len(names) == 3
    assert [row[0] for name in names for row in list(book[name].values)[2:]] == list(range(7))


class Watched(io.BytesIO):
    """Remembers how much had been written when a row was asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.sizes: list[int] = []

    def rows(self) -> list[list[str]]:
        return [["x" * 100]] * 3


def test_json_is_written_row_by_row() -> None:
    stream = Watched()

    def rows() -> object:
        for _ in range(3):
            stream.sizes.append(stream.tell())
            yield ["x" * 100]

    stream_json(stream, chinese(), {"f2": ReceiptTable(("a",), rows())})  # type: ignore[arg-type]
    assert all(b - a > 100 for a, b in zip(stream.sizes, stream.sizes[1:], strict=False))
    assert json.loads(stream.getvalue())["receipts"]["f2"]["rows"] == [["x" * 100]] * 3


def test_a_receipt_of_no_figure_is_left_out() -> None:
    stream = io.BytesIO()
    stream_xlsx(stream, chinese(), {"other": ReceiptTable(("a",), [[1]])})
    assert not any("凭据1" in name for name in openpyxl.load_workbook(stream).sheetnames)
    assert json.loads(write_json(chinese(), {"other": ReceiptTable(("a",), [[1]])}))["receipts"] == {}


@pytest.mark.parametrize("write", [write_docx, write_pdf, write_html])
def test_a_table_with_odd_rows(write: object) -> None:
    odd = Table("x", "", (Column("a"), Column("b")), (((Text("1"),),),))
    with pytest.raises(BadDocument):
        write(chinese(odd))  # type: ignore[operator]


@pytest.mark.parametrize("write", [write_docx, write_pdf, write_html])
def test_the_same_document_gives_the_same_file(write: object) -> None:
    document = chinese(blocks=(Paragraph((Text("一"),)),))
    assert write(document) == write(document)  # type: ignore[operator]
