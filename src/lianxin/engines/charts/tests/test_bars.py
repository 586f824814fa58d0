"""The svg of a bar chart: what it shows, where it leads, and what a strict page would refuse."""

import re
from xml.etree import ElementTree

import pytest

from lianxin.engines.charts import ENGLISH, Bar, Words, trend

SVG = "{http://www.w3.org/2000/svg}"
MONTHS = [
    Bar(f"{month}月", month * 10000.0, f"{month}万", before=5000.0, href=f"/r?period=2021-{month:02d}&w=a")
    for month in range(1, 13)
]


@pytest.fixture(scope="module")
def svg() -> str:
    return trend(MONTHS).svg()


def heights(svg: str) -> list[float]:
    return [float(h) for h in re.findall(r'role="graphics-symbol" d="M[^"]*?v([0-9.]+)h', svg)]


def test_bars_are_as_high_as_their_values(svg: str) -> None:
    found = heights(svg)
    assert len(found) == 12
    assert [round(height / found[0], 2) for height in found] == [float(month) for month in range(1, 13)]


def test_each_bar_leads_to_its_rows(svg: str) -> None:
    links = [link.get("href") for link in ElementTree.fromstring(svg).iter(f"{SVG}a")]
    assert links == [bar.href for bar in MONTHS]


def test_a_bar_without_an_address_is_no_link() -> None:
    svg = trend([Bar("1月", 1.0), Bar("2月", 2.0, href="/r")]).svg()
    assert [link.get("href") for link in ElementTree.fromstring(svg).iter(f"{SVG}a")] == ["/r"]
    assert len(heights(svg)) == 2


def test_a_strict_page_takes_it(svg: str) -> None:
    assert not re.search(r"\bstyle=|<style|<script|\bon[a-z]+=|https?://(?!www\.w3\.org)", svg)


def test_links_cannot_break_out() -> None:
    svg = trend([Bar("a", 1.0, href='/x?q="><script>alert(1)</script>')]).svg()
    assert "<script" not in svg
    ElementTree.fromstring(svg)


def test_large_numbers_speak_the_readers_language(svg: str) -> None:
    assert re.search(r">[0-9]+万</text>", svg)
    assert "萬" in trend(MONTHS, words=Words(("萬", "億"))).svg()
    assert re.search(r">[0-9]+k</text>", trend(MONTHS, words=ENGLISH).svg())


def test_a_month_without_a_value_has_no_bar() -> None:
    found = heights(trend([Bar("1月", 3.0), Bar("2月", None), Bar("3月", 6.0)]).svg())
    assert [height for height in found if height] == pytest.approx([160.0, 320.0])
