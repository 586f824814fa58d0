"""What was written is read back from every form; what was changed by hand is named; nothing else is."""

import zipfile
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lianxin.engines.documents import (
    Carried,
    DamagedFile,
    Document,
    DocumentError,
    HandEdit,
    Heading,
    Items,
    NotOurs,
    Paragraph,
    Shown,
    Text,
    TooLarge,
    check_docx,
    fingerprint,
    read,
    read_receipts,
    write_docx,
    write_html,
    write_json,
    write_xlsx,
)
from lianxin.engines.documents.reading import bounds
from lianxin.engines.documents.tests.making import (
    FIGURES,
    WRITERS,
    chinese,
    edited,
    english,
    receipts,
    table,
    written,
)


def told(carried: Carried) -> set[tuple[str, str, str]]:
    return {(edit.was, edit.now, edit.figure) for edit in carried.hand_edits}


@pytest.mark.parametrize("form", WRITERS)
@pytest.mark.parametrize("document", [chinese(table(40)), english()], ids=["zh", "en"])
def test_read_back(tmp_path: Path, form: str, document: Document) -> None:
    """Over several pages too, where headers repeat."""
    carried = read(written(tmp_path, form, document))
    assert (carried.form, carried.edition, carried.figures) == (form, document.edition, FIGURES)
    assert carried.hand_edits == []
    assert carried.fingerprint == fingerprint(document)
    texts = {figure.id: figure.text for figure in FIGURES}
    assert {place.figure for place in carried.places} >= {"f1", "f2"}
    if form != "xlsx":  # where cells are numbers
        assert all(place.text == texts[place.figure] for place in carried.places)


DOCX_EDITS = [
    ("1,204", "1,205", {("1,204", "1,205", "f2")}),
    ("3451.23万元", "3451.23亿元", {("3451.23万", "3451.23亿", "f3")}),
    ("近320名", "超320名", {("近320名", "超320名", "f4")}),
    ("12.4%", "14.2%", {("12.4%", "14.2%", "")}),
    ("每季度召开一次会议。", "每季度召开两次会议。", {("一", "两", "")}),
    ("建立信息库；", "建立信息库，新增15家企业；", {("", "新增15家企业", "")}),
    ("次。", "次。另有乡镇活动9场。", {("", "另有乡镇活动9场", "")}),
    ("人次，同比增长12.4%", "人次", {("同比增长12.4%", "", "")}),
    ("34.5%", "43.5%", {("34.5%", "43.5%", "")}),
    ("每季度", "每个季度", set()),
    ("全年直播稳步增长", "全年直播持续稳定增长", set()),
]


@pytest.fixture(scope="module")
def docx_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("reading"), "docx", chinese())


@pytest.mark.parametrize(("old", "new", "expected"), DOCX_EDITS)
def test_hand_edits_of_a_docx(
    docx_path: Path, old: str, new: str, expected: set[tuple[str, str, str]]
) -> None:
    assert told(read(edited(docx_path, old, new))) == expected


def test_a_deleted_paragraph_and_a_deleted_row(docx_path: Path) -> None:
    with zipfile.ZipFile(docx_path) as package:
        body = package.read("word/document.xml").decode()
    start = body.index("2021年，共举办")
    paragraph = body[body.rindex("<w:p>", 0, start) : body.index("</w:p>", start) + 6]
    found = read(edited(docx_path, paragraph, ""))
    assert {edit.figure for edit in found.hand_edits if not edit.now} >= {"f1", "f2", "f3", "f4"}
    at = body.index("护国镇")
    row = body[body.rindex("<w:tr>", 0, at) : body.index("</w:tr>", at) + 7]
    assert [(e.figure, e.now) for e in read(edited(docx_path, row, "")).hand_edits] == [("t1", "")]


def test_tracked_changes_count_as_accepted(docx_path: Path) -> None:
    again = '<w:r><w:t xml:space="preserve">'
    inserted = f'</w:t></w:r><w:ins w:id="9"><w:r><w:t>9成</w:t></w:r></w:ins>{again}'
    assert told(read(edited(docx_path, "人次，同比", f"人次，{inserted}同比"))) == {("", "9成", "")}
    deleted = f'</w:t></w:r><w:del w:id="9"><w:r><w:delText>9</w:delText></w:r></w:del>{again}'
    assert told(read(edited(docx_path, "人次，同比", f"人次，{deleted}同比"))) == set()


def test_a_footnote_with_a_number(docx_path: Path, tmp_path: Path) -> None:
    path = tmp_path / "noted.docx"
    path.write_bytes(docx_path.read_bytes())
    notes = (
        '<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        "<w:footnote><w:p><w:r><w:t>另有12家</w:t></w:r></w:p></w:footnote></w:footnotes>"
    )
    with zipfile.ZipFile(path, "a") as package:
        package.writestr("word/footnotes.xml", notes)
    assert told(read(path)) == {("", "另有12家", "")}


def test_hand_edits_of_html_xlsx_and_json(tmp_path: Path) -> None:
    page = written(tmp_path, "html", chinese())
    body, data = page.read_text().split('<script type="application/json"')
    page.write_text(f'{body.replace(">1,204<", ">1,304<", 1)}<script type="application/json"{data}')
    assert told(read(page)) == {("1,204", "1,304", "f2")}
    book = edited(
        written(tmp_path, "xlsx", chinese()), "<v>101</v>", "<v>111</v>", "xl/worksheets/sheet2.xml"
    )
    assert told(read(book)) == {("101", "111", "t1")}
    sealed = written(tmp_path, "json", chinese())
    sealed.write_bytes(sealed.read_bytes().replace(b'"text":"1,204"', b'"text":"1,205"', 1))
    assert [edit.where for edit in read(sealed).hand_edits] == ["fingerprint"]


def test_a_pdf_made_of_other_text(tmp_path: Path) -> None:
    """The text of one with the data of the other: what a cut and pasted page would give."""
    import pypdf

    other = chinese(subtitle="纳溪区2022")
    path = written(tmp_path, "pdf", other)
    writer = pypdf.PdfWriter(clone_from=path)
    writer.root_object["/Names"]["/EmbeddedFiles"]["/Names"].clear()
    from lianxin.engines.documents.payload import to_json

    writer.add_attachment("edition.json", to_json(chinese()).encode())
    writer.write(path)
    assert told(read(path)) == {("", "2022", "")}


def test_receipts_are_read_row_by_row(tmp_path: Path) -> None:
    path = written(tmp_path, "json", chinese())
    ((figure, receipt),) = read_receipts(path)
    assert (figure, list(receipt.columns)) == ("f2", list(receipts()["f2"].columns))
    ((_, receipt),) = ((f, list(r.rows)) for f, r in read_receipts(path))
    assert receipt == [list(row) for row in receipts()["f2"].rows]


def test_json_laid_out_anew(tmp_path: Path) -> None:
    import json

    path = written(tmp_path, "json", chinese())
    path.write_text(json.dumps(json.loads(path.read_bytes()), indent=2))
    assert read(path).hand_edits == []
    assert [len(list(receipt.rows)) for _, receipt in read_receipts(path)] == [2]


def test_somebody_elses_files(tmp_path: Path) -> None:
    import docx

    path = tmp_path / "other.docx"
    docx.Document().save(str(path))
    with pytest.raises(NotOurs, match="not_an_edition"):
        read(path)
    for content in (b"", b"hello", b"<html></html>", b"{}", b"%PDF-1.7\n", b"PK\x03\x04"):
        path.write_bytes(content)
        with pytest.raises(DocumentError):
            read(path)


def test_a_bomb_is_not_opened(tmp_path: Path, docx_path: Path) -> None:
    path = tmp_path / "bomb.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", b"<a>" + b" " * (8 * bounds.FREE))
        package.writestr("customXml/item1.xml", b'<edition xmlns="urn:lianxin:edition"/>')
    for reader in (read, check_docx):
        with pytest.raises((TooLarge, DamagedFile)):
            reader(path)


def test_entities_are_refused(docx_path: Path) -> None:
    bad = edited(
        docx_path, "<w:document ", '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><w:document '
    )
    for reader in (read, check_docx):
        with pytest.raises(DamagedFile):
            reader(bad)


def test_elements_within_elements_without_end(docx_path: Path) -> None:
    deep = "<w:sdt>" * 3000 + "</w:sdt>" * 3000
    with pytest.raises(DamagedFile):
        read(edited(docx_path, "<w:body>", f"<w:body>{deep}"))


@pytest.mark.parametrize("form", WRITERS)
def test_damaged_files_are_refused_in_words(tmp_path: Path, form: str) -> None:
    """Cut off, or with some bytes changed: read or refused, never another error."""
    whole = written(tmp_path, form, english()).read_bytes()
    random, path = Random(form), tmp_path / "damaged"
    for _ in range(12):
        data = bytearray(whole[: random.randrange(len(whole))] if random.random() < 0.3 else whole)
        for _ in range(random.randrange(1, 6)):
            if data:
                data[random.randrange(len(data))] = random.randrange(256)
        path.write_bytes(data)
        try:
            read(path)
            if form == "docx":
                check_docx(path)
        except DocumentError as error:
            assert error.code in {"not_an_edition", "unknown_form", "damaged_document", "document_too_large"}


WORDS = st.text(st.sampled_from("一二万亿年个次上ab ,.%，。0123456789\t\n　 《“—<&>'\""), max_size=12)
INLINES = st.lists(
    st.one_of(WORDS.map(Text), st.sampled_from(FIGURES).map(lambda f: Shown(f.id, f.text))), max_size=4
).map(tuple)
BLOCKS = st.lists(
    st.one_of(
        INLINES.map(Paragraph),
        st.builds(Heading, st.integers(1, 4), INLINES),
        st.lists(INLINES, max_size=3).map(lambda items: Items(tuple(items), True)),
    ),
    max_size=5,
).map(tuple)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(blocks=BLOCKS, language=st.sampled_from(["zh", "en"]))
def test_any_text_is_read_back_without_edits(
    tmp_path: Path, blocks: tuple[Paragraph, ...], language: str
) -> None:
    document = chinese(blocks=blocks, language=language)
    for name, data in {
        "docx": write_docx(document), "html": write_html(document), "xlsx": write_xlsx(document, {}),
        "json": write_json(document, {}),
    }.items():  # fmt: skip
        path = tmp_path / name
        path.write_bytes(data)
        carried = read(path)
        assert carried.hand_edits == []
        assert carried.fingerprint == fingerprint(document)


def test_edits_have_a_place_to_look_at(docx_path: Path) -> None:
    (edit,) = read(edited(docx_path, "34.5%", "43.5%")).hand_edits
    assert edit == HandEdit("表1 各镇参训人次 › 护国镇 101 34.5%", "34.5%", "43.5%")
