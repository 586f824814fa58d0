"""Markdown with references made into blocks; every fault is told with its line and what to do."""

from typing import Any

import pytest

from lianxin.core import hooks
from lianxin.core.messages import message
from lianxin.engines.documents import Heading, Items, PageBreak, Paragraph, Shown, Table, Text
from lianxin.reports.rules import SHIPPED, Reference, marks, shipped_text
from lianxin.reports.rules.answers import Answer, Words
from lianxin.reports.rules.composing import Composed, Question, asked, compose, questions

FIGURES = {figure.key: figure for figure in hooks.figures}
WORDS = Words("zh", dimension=str, group=lambda _dimension, key: key, period=str)


def answer(one: Question, value: Any = 12, previous: Any = 10) -> Answer:
    groups = (
        tuple({one.by: key, "value": n, "rows": n} for key, n in (("甲", 3), ("乙", 9))) if one.by else ()
    )
    figure = FIGURES[one.key]
    if figure.kind == "point":
        previous = None
    change = None if not (value and previous) else round(100 * (value - previous) / previous, 1)
    return Answer(figure, one.period, dict(one.where), one.by, value, 12, "", previous, change, groups)


def made(text: str, period: str = "2021", values: dict[str, Any] | None = None) -> Composed:
    found, faults = marks(text, FIGURES, period)
    answers = {q: answer(q, (values or {}).get(q.key, 12)) for q in questions(found)}
    composed = compose(text, found, answers, WORDS, title="标题", snapshot="7")
    composed.faults = sorted([*faults, *composed.faults], key=lambda fault: fault.line)
    return composed


def said(block: Any) -> str:
    return "".join(inline.text for inline in block.inlines)


def reference(text: str, period: str = "2021") -> Reference:
    (mark,), faults = marks(f"{{{{{text}}}}}", FIGURES, period)
    assert not faults and mark.reference
    return mark.reference


def test_a_reference_in_full() -> None:
    found = reference(
        " sales.net | style=phrase | period=2021Q3 | where platform=抖音 | where month=2021-07 "
    )
    assert found.keys == ("sales.net",)
    assert (found.style, found.period) == ("phrase", "2021Q3")
    assert found.where == (("platform", "抖音"), ("month", "2021-07"))


def test_what_a_reference_leaves_out() -> None:
    assert (reference("sales.net").style, reference("sales.net", "2020").period) == ("value", "2020")
    assert reference("sales.net | period=previous", "2021Q3").period == "2020Q3"
    assert reference("sales.net｜style=change").style == "change"  # the full-width bar of a Chinese keyboard


FAULTS = [
    ("{{ learning.atendances }}", "unknown_figure", "learning.attendances"),
    ("{{ 参训人次 }}", "unknown_figure", "learning.attendances"),
    ("{{ }}", "reference_empty", "learning.courses"),
    ("{{ sales.net | style=phrases }}", "bad_style", "phrase"),
    ("{{ sales.net | period=2021Q5 }}", "bad_period", "2021Q3"),
    ("{{ sales.net | where town=白节镇 }}", "unknown_dimension", "platform"),
    ("{{ council.units | where town=白节镇 }}", "no_dimensions", "council.units"),
    ("{{ sales.net | where month=9月 }}", "bad_dimension_value", "2021-09"),
    ("{{ sales.net | sytle=phrase }}", "bad_option", "style"),
    ("{{ sales.net | phrase }}", "bad_option", "style"),
    ("{{ sales.net | style=value | style=phrase }}", "option_twice", "style"),
    ("{{ sales.net | where platform=抖音 | where platform=快手 }}", "option_twice", "where"),
    ("{{ sales.net | style=table }}", "split_missing", "month"),
    ("{{ sales.net | style=chart }}", "split_missing", "month"),
    ("{{ sales.net | by=month }}", "split_in_words", "where"),
    ("{{ sales.net, sales.gross }}", "one_figure_only", "value"),
    ("{{ sales.net | style=table | by=month | top=0 }}", "bad_top", "top=1"),
    ("{{ sales.net | style=chart | by=month | kind=pie }}", "bad_kind", "share"),
    ("{{ people.members | style=change }}", "no_earlier_value", "period=previous"),
    ("{{ sales.net \n }}", "reference_over_lines", ""),
    ("{{ sales.net", "brace_alone", ""),
    ("sales.net }}", "brace_alone", ""),
    ("{{? sales.net }}有", "part_not_ended", "{{/}}"),
    ("有{{/}}", "part_not_begun", "{{?"),
    ("{{? sales.net }}{{? sales.gross }}{{/}}", "part_in_part", "3"),
    ("{{? sales.net }}{{:}}{{:}}{{/}}", "part_not_begun", ""),
    ("有{{ sales.net | style=table | by=month }}表", "block_in_line", ""),
    ("##### 小标题", "heading_too_deep", ""),
    ("> 引用", "markup_unknown", ">"),
    ("```\n代码\n```", "markup_unknown", "```"),
    ("![图](a.png)", "markup_unknown", "!["),
    ("[链接](http://a)", "markup_unknown", "["),
    ("- 甲\n  - 乙", "markup_unknown", "- -"),
]


@pytest.mark.parametrize(("text", "code", "told"), FAULTS)
def test_faults(text: str, code: str, told: str) -> None:
    faults = made(f"第一段\n\n{text}").faults
    assert [fault.code for fault in faults][:1] == [code]
    assert faults[0].line == (4 if text.startswith("- 甲") else 3)
    assert told in message(code, faults[0].params)


def test_all_faults_at_once() -> None:
    text = "{{ a.b }}\n\n正文{{ sales.net | style=x | period=y }}\n\n##### 深"
    assert [(f.line, f.code) for f in made(text).faults] == [
        (1, "unknown_figure"),
        (3, "bad_style"),
        (3, "bad_period"),
        (5, "heading_too_deep"),
    ]


def test_structure() -> None:
    text = (
        "# 一、总体情况\n\n## （一）学习\n\n甲\n乙**重点**丙\n\n- 一条\n- 又一条\n\n1. 甲\n2. 乙\n\n---\n\n"
        "|镇|数|\n|-|-:|\n|甲镇|{{ sales.orders }}|"
    )
    blocks = made(text).blocks
    assert [type(block) for block in blocks] == [Heading, Heading, Paragraph, Items, Items, PageBreak, Table]
    assert [said(block) for block in blocks[:3]] == ["总体情况", "学习", "甲乙重点丙"]
    assert Text("重点", strong=True) in blocks[2].inlines
    assert [blocks[3].ordered, blocks[4].ordered] == [False, True]
    table = blocks[6]
    assert [(column.title, column.align) for column in table.columns] == [("镇", "left"), ("数", "right")]
    assert table.rows[0][1] == (Shown("f1", "12单"),)


def test_figures_in_words() -> None:
    text = (
        "办班{{ learning.courses }}，{{ learning.courses | style=change }}，"
        "上年{{ learning.courses | style=previous }}，共{{ learning.courses | style=number }}，"
        "参训{{ learning.courses | style=phrase }}"
    )
    (block,) = made(text).blocks
    assert said(block) == "办班12期，同比增长20.0%，上年10期，共12，参训达12期"
    assert [inline.figure for inline in block.inlines if isinstance(inline, Shown)] == [
        "f1",
        "f2",
        "f3",
        "f4",
        "f5",
    ]


def test_parts_stand_where_there_is_something_to_say() -> None:
    text = "{{? goodworks.campaigns }}办活动{{ goodworks.campaigns }}。{{:}}未办活动。{{/}}另有。"
    for value, words in ((12, "办活动12场。另有。"), (0, "未办活动。另有。"), (None, "未办活动。另有。")):
        found = made(text, values={"goodworks.campaigns": value})
        assert said(found.blocks[0]) == words
        assert len(found.figures) == (1 if value else 0)


def test_what_does_not_stand_is_not_searched() -> None:
    text = "{{? sales.net }}有{{:}}约300单\n\n# 没有\n\n{{/}}\n\n又有500单"
    assert [(one.line, one.text) for one in made(text).typed] == [(7, "500")]


def test_typed_numbers_are_marked_where_they_stand() -> None:
    found = made("# 办班12期\n\n2021年办班{{ learning.courses }}，\n走访30次，**40%**。\n\n- 培训400人次")
    assert [(one.line, one.text) for one in found.typed] == [(1, "12"), (4, "30"), (4, "40%"), (6, "400")]
    marked = [i for i in found.blocks[1].inlines if isinstance(i, Text) and i.typed]
    assert marked == [Text("30", typed=True), Text("40%", strong=True, typed=True)]
    assert "30" in found.typed[1].around


def test_a_table_of_a_split() -> None:
    (table,) = made("{{ learning.courses | style=table | by=topic | title=各主题培训 | note=试点 }}").blocks
    assert (table.title, table.unit, table.total, table.figure) == ("各主题培训", "期", True, "f1")
    assert [["".join(i.text for i in cell) for cell in row] for row in table.rows] == [
        ["乙", "9"],
        ["甲", "3"],
        ["合计", "12"],
    ]
    assert table.note == "试点"
    assert "7" in table.source


def test_the_largest_of_a_split() -> None:
    (table,) = made("{{ learning.courses | style=table | by=topic | top=1 }}").blocks
    assert [row[0][0].text for row in table.rows] == ["乙", "合计"]
    assert "未列出" in table.note


def test_figures_under_each_other() -> None:
    (table,) = made("{{ people.members, learning.courses | style=table }}").blocks
    assert [["".join(i.text for i in cell) for cell in row] for row in table.rows] == [
        ["在库成员", "名", "12", "—", "—"],
        ["举办培训", "期", "12", "10", "+20.0%"],
    ]


@pytest.mark.parametrize("template", SHIPPED, ids=lambda one: one.name)
@pytest.mark.parametrize("period", ["2021", "2021Q3", "2021-09-01..2021-12-31"])
@pytest.mark.parametrize("value", [None, 0, 1, 12345])
def test_shipped_templates_stand_for_any_values(template: Any, period: str, value: Any) -> None:
    """No fault, no number typed by hand, no hole in a sentence."""
    text = shipped_text(template.name)
    found, faults = marks(text, FIGURES, period)
    words = Words(template.language, dimension=str, group=lambda _dimension, key: key, period=str)
    answers = {one: answer(one, value, None if value is None else 7) for one in questions(found)}
    text = _without_charts(text, found)
    composed = compose(text, marks(text, FIGURES, period)[0], answers, words, title="标题", snapshot="1")
    assert not faults and not composed.faults and not composed.typed
    for block in composed.blocks:
        for inlines in [block.inlines] if isinstance(block, Paragraph) else getattr(block, "items", ()):
            sentence = "".join(inline.text for inline in inlines)
            assert not any(
                pair in sentence for pair in ("，，", "，。", "。。", "；。", "、，", " ,", "..", "  ", "{{")
            )
            if value is not None:
                assert "暂无数据" not in sentence and "no figure" not in sentence.replace(
                    "with no figure", ""
                )


def _without_charts(text: str, found: Any) -> str:
    """Drawing twelve times the same charts takes long and shows nothing."""
    for mark in reversed(found):
        if mark.reference and mark.reference.style == "chart":
            text = text[: mark.start] + text[mark.end :]
    return text


def test_the_annual_report_has_every_figure() -> None:
    found, _faults = marks(shipped_text("annual"), FIGURES, "2021")
    assert {q.key for mark in found if mark.reference for q in asked(mark.reference)} == set(FIGURES)
