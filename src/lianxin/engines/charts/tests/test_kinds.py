"""Every kind of chart: links, order, nothing to draw, letters that no font has."""

import re
import struct
from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree

import pytest

from lianxin.engines.charts import MOST, Bar, Cell, MissingGlyphs, Picture, heat, ranking, share, tiles, trend
from lianxin.engines.charts.cells import step_of
from lianxin.engines.charts.look import DARK_STEPS, INK, PAPER, STEPS, ems, wrapped
from lianxin.engines.charts.picture import missing_glyphs

SVG = "{http://www.w3.org/2000/svg}"
TOWNS = [
    Bar(f"第{n}镇", float(n), f"{n}户", href=f"/r?town={n}&x=1", told=f"第{n}镇 {n}户") for n in (5, 3, 1)
]
HOURS = [Cell(n, 0, item.value, item.text, item.href, item.told) for n, item in enumerate(TOWNS)]
DAYS = {"columns": ["8", "9", "10"], "rows": ["周一"]}
KINDS: dict[str, Callable[[Any], Picture]] = {
    "trend": trend,
    "ranking": ranking,
    "share": share,
    "tiles": tiles,
    "heat": lambda items: heat(HOURS if items else [], **DAYS),
}


@pytest.fixture(scope="module", params=KINDS)
def drawn(request: pytest.FixtureRequest) -> tuple[Picture, str]:
    picture = KINDS[request.param](TOWNS)
    return picture, picture.svg()


def texts(svg: str) -> list[str]:
    return [node.text or "" for node in ElementTree.fromstring(svg).iter(f"{SVG}text")]


def test_items_lead_to_their_rows_and_say_their_values(drawn: tuple[Picture, str]) -> None:
    _picture, svg = drawn
    assert [a.get("href") for a in ElementTree.fromstring(svg).iter(f"{SVG}a")] == [t.href for t in TOWNS]
    assert [text for text in texts(svg) if text.endswith("户")] == ["5户", "3户", "1户"]
    assert re.findall(r'aria-label="([^"]*)"', svg)[:3] == [town.told for town in TOWNS]
    assert not re.search(r"\bstyle=|<style|<script|https?://(?!www\.w3\.org)|bar\.invalid", svg)


def test_a_document_gets_the_same_as_a_picture(drawn: tuple[Picture, str]) -> None:
    picture, svg = drawn
    png = picture.png(scale=2.0)
    found = re.search(r'width="([0-9.]+)" height="([0-9.]+)"', svg)
    assert found
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", png[16:24])
    assert (width, height) == pytest.approx((2 * float(found[1]), 2 * float(found[2])), abs=2)


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_to_draw_is_said(kind: str) -> None:
    assert texts(KINDS[kind]([]).svg()) == ["没有记录"]


@pytest.mark.parametrize("kind", ["ranking", "share"])
def test_below_zero(kind: str) -> None:
    svg = KINDS[kind]([Bar("甲", 3.0, "3"), Bar("乙", -1.0, "-1")]).svg()
    assert {"甲", "乙", "3", "-1"} <= set(texts(svg))


def test_shares_are_of_the_whole() -> None:
    svg = share([Bar("甲", 2.0), Bar("乙", 1.0), Bar("丙", 0.0)]).svg()
    assert [text for text in texts(svg) if text.endswith(".7%") or text.endswith(".3%")] == ["66.7%", "33.3%"]
    with pytest.raises(ValueError, match="join"):
        share([Bar(str(n), 1.0) for n in range(MOST + 1)])


def test_a_letter_without_a_font_is_an_error() -> None:
    if missing_glyphs("国"):
        pytest.skip("no Chinese font here")
    letter = "\U0010fffe"
    with pytest.raises(MissingGlyphs) as refused:
        ranking([Bar(f"甲{letter}", 1.0, "1")]).png()
    assert refused.value.params == {"letters": letter}


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("农业农村局", ["农业农村局"]),
        ("某某经济技术开发区管理委员会", ["某某经济技术开发", "区管理委员会"]),
        ("Council for the Promotion of Trade", ["Council for the", "Promotion of Trade"]),
        ("", [""]),
    ],
)
def test_names_are_wrapped(text: str, lines: list[str]) -> None:
    assert wrapped(text, 12).split("\n") == lines


def test_a_name_too_long_for_two_lines_is_cut() -> None:
    first, second = wrapped("乡村振兴农村电子商务公共服务中心有限责任公司", 8).split("\n")
    assert (ems(first), second[-1]) == (8, "…")
    assert ems(second) <= 8


def test_lightness_follows_the_value() -> None:
    assert [step_of(value, 100.0) for value in (None, -1.0, 0.0, 0.1, 20.0, 21.0, 100.0)] == [
        0,
        0,
        0,
        1,
        1,
        2,
        5,
    ]
    grey = [sum(int(step[i : i + 2], 16) for i in (1, 3, 5)) for step in STEPS]
    assert grey == sorted(grey, reverse=True)


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@pytest.mark.parametrize("step", STEPS)
def test_figures_are_readable_on_their_ground(step: str) -> None:
    low, high = sorted((luminance(step), luminance(PAPER if step in DARK_STEPS else INK)))
    assert (high + 0.05) / (low + 0.05) >= 4.5
