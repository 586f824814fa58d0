"""A docx is as GB/T 9704-2012 says, and the checker sees each value that is not."""

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import docx
import pytest

from lianxin.engines.documents import GB9704, Face, Look, Margins, NotOurs, Style, check_docx, write_docx
from lianxin.engines.documents.tests.making import chinese, edited, edition, english, written

_FIRST = 'w:val="BodyText"/></w:pPr><w:r><w:rPr>'
#: (part, as it is, broken, what the checker calls it). The values are the standard's own, written out again.
BROKEN = [
    ("word/document.xml", 'w:top="2098"', 'w:top="1440"', "pgMar top"),
    ("word/document.xml", 'w:bottom="1984"', 'w:bottom="1440"', "pgMar bottom"),
    ("word/document.xml", 'w:left="1587"', 'w:left="1800"', "pgMar left"),
    ("word/document.xml", 'w:right="1474"', 'w:right="1800"', "pgMar right"),
    ("word/document.xml", 'w:w="11906" w:h="16838"', 'w:w="12240" w:h="16838"', "pgSz w"),
    ("word/document.xml", 'w:w="11906" w:h="16838"', 'w:w="11906" w:h="15840"', "pgSz h"),
    ("word/document.xml", 'w:footer="1447"', 'w:footer="720"', "pgMar footer"),
    ("word/document.xml", 'w:type="linesAndChars"', 'w:type="lines"', "grid"),
    ("word/document.xml", 'w:linePitch="579"', 'w:linePitch="560"', "grid"),
    ("word/document.xml", 'w:charSpace="-8', 'w:charSpace="8', "grid"),
    ("word/document.xml", "一、", "1、", "numbering"),
    ("word/document.xml", "（二）", "（三）", "numbering"),
    ("word/document.xml", "1. ", "1、", "numbering"),
    ("word/document.xml", "（1）", "(1)", "numbering"),
    ("word/document.xml", "<w:tblHeader/>", "", "repeated header"),
    ("word/document.xml", 'descr="柱状图：各月场次"', 'descr=""', "alternative text"),
    ("word/document.xml", 'w:val="Title"', 'w:val="BodyText"', "style"),
    ("word/document.xml", _FIRST, f'{_FIRST}<w:sz w:val="28"/>', "size"),
    ("word/styles.xml", "方正小标宋简体", "宋体", "font"),
    ("word/styles.xml", 'w:eastAsia="黑体"', 'w:eastAsia="宋体"', "font"),
    ("word/styles.xml", 'w:val="44"', 'w:val="36"', "size"),
    ("word/settings.xml", "<w:evenAndOddHeaders/>", "", "odd and even pages"),
    ("word/footer1.xml", 'w:jc w:val="right"', 'w:jc w:val="center"', "side"),
    ("word/footer2.xml", 'w:jc w:val="left"', 'w:jc w:val="right"', "side"),
    ("word/footer1.xml", " PAGE ", " NUMPAGES ", "field"),
    ("word/footer1.xml", "— ", "- ", "text"),
]  # fmt: skip


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("docx"), "docx", chinese())


def test_as_the_standard_says(path: Path) -> None:
    assert check_docx(path) == []


def test_english_has_the_same_page(tmp_path: Path) -> None:
    assert check_docx(written(tmp_path, "docx", english())) == []


@pytest.mark.parametrize(("part", "right", "wrong", "what"), BROKEN)
def test_each_value_broken_is_found(path: Path, part: str, right: str, wrong: str, what: str) -> None:
    assert what in {deviation.what for deviation in check_docx(edited(path, right, wrong, part))}


STYLE_VALUES = [
    ("BodyText", 'w:line="579"', 'w:line="480"', "line"),
    ("BodyText", 'w:lineRule="exact"', 'w:lineRule="auto"', "line"),
    ("BodyText", 'w:firstLineChars="200"', 'w:firstLineChars="0"', "indent"),
    ("BodyText", "仿宋_GB2312", "宋体", "font"),
    ("BodyText", 'w:ascii="Times New Roman"', 'w:ascii="Arial"', "latin font"),
    ("BodyText", '<w:sz w:val="32"/>', '<w:sz w:val="28"/>', "size"),
    ("Heading1", '<w:sz w:val="32"/>', '<w:sz w:val="30"/>', "size"),
    ("Heading2", "楷体_GB2312", "仿宋_GB2312", "font"),
    ("Heading3", "仿宋_GB2312", "黑体", "font"),
    ("Heading4", 'w:firstLineChars="200"', 'w:firstLineChars="400"', "indent"),
    ("Title", 'w:jc w:val="center"', 'w:jc w:val="left"', "alignment"),
    ("Footer", '<w:sz w:val="28"/>', '<w:sz w:val="18"/>', "size"),
]


@pytest.mark.parametrize(("style", "right", "wrong", "what"), STYLE_VALUES)
def test_each_value_of_a_style_broken_is_found(
    path: Path, style: str, right: str, wrong: str, what: str
) -> None:
    with zipfile.ZipFile(path) as package:
        styles = package.read("word/styles.xml").decode()
    start = styles.index(f'w:styleId="{style}"')
    own = styles[start : styles.index("</w:style>", start)]
    assert right in own
    broken = edited(path, own, own.replace(right, wrong), "word/styles.xml")
    assert what in {deviation.what for deviation in check_docx(broken)}


def test_another_look_is_written_and_checked(tmp_path: Path) -> None:
    look = replace(
        GB9704, margins=Margins(35, 32, 27, 25), line=30, lines=21, body=Style(Face(("方正仿宋_GBK",)), 16)
    )
    path = tmp_path / "own.docx"
    path.write_bytes(write_docx(chinese(), look))
    assert check_docx(path, look) == []
    assert {"pgMar top", "font", "line"} <= {deviation.what for deviation in check_docx(path)}


def test_a_red_head_only_on_request(tmp_path: Path) -> None:
    path = tmp_path / "red.docx"
    path.write_bytes(write_docx(chinese(), Look(red_head="区委统战部文件")))
    assert docx.Document(str(path)).paragraphs[0].text == "区委统战部文件"
    assert check_docx(path) == []
    assert "RedHead" not in {
        p.style.style_id for p in docx.Document(io.BytesIO(write_docx(chinese()))).paragraphs
    }


def test_what_stands_in_it(path: Path) -> None:
    package = docx.Document(str(path))
    texts = [paragraph.text for paragraph in package.paragraphs]
    assert texts[:4] == ["2021年度工作报告", "纳溪区", "", "一、多元学习"]
    assert "附件：1. 编制说明" in texts and "2. 数据凭据一览" in texts
    assert texts[-1] == "版本编号：2021-annual-1　　数据快照：42"
    assert [row.cells[0].text for row in package.tables[0].rows] == [
        "镇",
        "白节镇",
        "护国镇",
        "天仙镇",
        "合计",
    ]
    assert package.core_properties.identifier == "2021-annual-1"
    assert package.core_properties.author == "区委统战部"


def test_a_draft_says_so(tmp_path: Path) -> None:
    draft = chinese(edition=edition(status="draft", published_at=""))
    texts = [p.text for p in docx.Document(str(written(tmp_path, "docx", draft))).paragraphs]
    assert "（草稿，未发布）" in texts and "区委统战部" not in texts


def test_characters_that_xml_has_no_place_for(tmp_path: Path) -> None:
    odd = chinese(title="报告\x00\x0b<&>\ufffe")
    package = docx.Document(str(written(tmp_path, "docx", odd)))
    assert package.paragraphs[0].text == "报告<&>"


def test_no_docx(tmp_path: Path) -> None:
    path = written(tmp_path, "xlsx", chinese())
    with pytest.raises(NotOurs):
        check_docx(path)
