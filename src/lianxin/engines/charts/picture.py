"""A drawn chart: one definition, as svg for a page and as png for a document."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from html import escape
from typing import Any

from lianxin.engines.charts.look import FONTS, LOOK, PAPER, TEXT, WIDTH, Words

#: Vega makes links absolute against a site of its own, so they travel as numbers and come back afterwards.
_LINK_HOST = "bar.invalid"
_LINK = re.compile(rf'<a xlink:href="https://{_LINK_HOST}/([0-9]+)">(.*?)</a>', re.DOTALL)
#: Vega tells screen readers in English that a bar is a bar.
_ENGLISH = re.compile(r' aria-roledescription="[^"]*"')
#: No font has a glyph here: what a renderer makes of it is what it makes of any missing one.
_NOWHERE = "\U0010fffd"


class ChartError(Exception):
    """A chart that cannot be drawn. `code` and `params` have words elsewhere."""

    code = "chart_error"

    def __init__(self, **params: Any) -> None:
        super().__init__(self.code, params)
        self.params = params


class MissingGlyphs(ChartError):
    """No font of this machine has these letters: a picture of them would be boxes."""

    code = "chart_glyphs"


@dataclass(frozen=True)
class Picture:
    """`spec`: Vega-Lite as JSON without links; `hrefs`: where items lead, by number; `texts`: what it says.

    Drawing takes a tenth of a second and more, and previews draw the same again: what was drawn is kept.
    """

    spec: str
    hrefs: tuple[str, ...] = ()
    texts: tuple[str, ...] = field(default=(), repr=False)

    def svg(self) -> str:
        """For a page: no script, no style attribute, fonts of the page, links to the items' rows."""
        return _LINK.sub(lambda found: self._linked(int(found[1]), found[2]), _svg(self.spec))

    def png(self, *, scale: float = 3.0) -> bytes:
        """For a document, on white. 640 px across at scale 3 is 312 dpi on the 156 mm of an official page.

        Raises MissingGlyphs where this machine has no font for a letter.
        """
        missing = missing_glyphs(self.texts)
        if missing:
            raise MissingGlyphs(letters=missing)
        return _png(self.spec, scale)

    def _linked(self, number: int, mark: str) -> str:
        href = self.hrefs[number]
        return f'<a href="{escape(href)}">{mark}</a>' if href else mark


def picture(chart: Any, hrefs: Sequence[str], texts: Iterable[str], words: Words) -> Picture:
    """Of an Altair chart that is done but for its look."""
    said = (*texts, *(words.large or ()), words.nothing)
    return Picture(json.dumps(chart.configure(**LOOK).to_dict(), ensure_ascii=False), tuple(hrefs), said)


@lru_cache(maxsize=128)
def _svg(spec: str) -> str:
    import vl_convert

    return _ENGLISH.sub("", str(vl_convert.vegalite_to_svg(spec, config={"background": "transparent"})))


@lru_cache(maxsize=32)
def _png(spec: str, scale: float) -> bytes:
    import vl_convert

    return bytes(vl_convert.vegalite_to_png(spec, config={"background": PAPER}, scale=scale))


def nothing(words: Words, width: int = WIDTH, height: int = 120) -> Picture:
    """Where there is nothing to draw: it says so."""
    import altair as alt

    data = alt.InlineData(values=[{"text": words.nothing}])
    mark = alt.Chart(data, width=width, height=height).mark_text(fontSize=14, color=TEXT)
    return picture(mark.encode(text="text:N"), (), (), words)


def address(number: int) -> str:
    """What a mark carries instead of its link."""
    return f"https://{_LINK_HOST}/{number}"


def missing_glyphs(texts: Iterable[str]) -> str:
    """The letters that no font of this machine can draw, each once."""
    letters = sorted({letter for text in texts for letter in text if not letter.isspace()})
    return "".join(
        letter for letter in letters if not letter.isascii() and _glyph(letter) == _glyph(_NOWHERE)
    )


@cache
def _glyph(letter: str) -> bytes:
    import vl_convert

    text = f'<text x="2" y="20" font-size="18" font-family="{FONTS}">{letter}</text>'
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="24" height="24">{text}</svg>'
    return bytes(vl_convert.svg_to_png(svg))
