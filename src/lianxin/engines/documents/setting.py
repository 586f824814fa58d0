"""What a look means for each role of a line: face, size, place. Docx and pdf are set from the same table."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from lianxin.engines.documents.compose import Line
from lianxin.engines.documents.look import Face, Look, Style
from lianxin.engines.documents.model import Language

_SMALL = 1.4  # line distance of small print, in its own size

_RED_SIZE = 36.0
_RED_TOP = 35 / 25.4 * 72  # 35 mm below the top of the text area


@dataclass(frozen=True)
class Setting:
    """Points, and characters of the own size for `first` (line), `left` and `right` indents."""

    face: Face
    size: float
    line: float
    align: Literal["left", "right", "center", "both"] = "both"
    first: float = 0
    left: float = 0
    right: float = 0
    before: float = 0
    after: float = 0
    bold: bool = False
    with_next: bool = False


Settings = dict[str, Setting]


def name_of(line: Line) -> str:
    """The key of a line's setting."""
    return f"heading{line.level}" if line.role == "heading" else line.role


def settings(look: Look, language: Language) -> Settings:
    found = _chinese(look) if language == "zh" else _english(look)
    body = found["body"]
    small = Setting(look.table.face, look.table.size, look.table.size * _SMALL, "left")
    caption = Setting(
        look.table_title.face, look.table_title.size, look.line, "center", bold=language == "en"
    )
    return found | {
        "blank": body,
        "caption": _changed(caption, before=look.line / 4, with_next=True),
        "unit": _changed(small, align="right", with_next=True, right=0.5),
        "note": _changed(small, before=3),
        "source": _changed(small, before=3, after=look.line / 3),
        "picture": _changed(caption, after=look.line / 4),
        "edition": _changed(small, before=look.line / 2),
        "cell": small,
        "head": _changed(small, face=look.table_title.face, bold=language == "en", with_next=True),
        "gap": Setting(look.table.face, look.table.size, look.line / 2, "left"),
        "red_head": _red_head(look),
        "footer": Setting(
            look.page_number.face, look.page_number.size, look.page_number.size * _SMALL, "left"
        ),
    }


def _red_head(look: Look) -> Setting:
    """On one line, whatever the office is called."""
    room = (look.paper[0] - look.margins.left - look.margins.right) / 25.4 * 72
    size = min(_RED_SIZE, int(room / max(1.0, width(look.red_head or ""))))
    return Setting(look.title.face, size, size * 1.3, "center", before=_RED_TOP, after=2 * look.line)


def _chinese(look: Look) -> Settings:
    body = Setting(look.body.face, look.body.size, look.line, first=look.indent)
    title = Setting(look.title.face, look.title.size, look.title.size * 1.6, "center", with_next=True)
    flush = _changed(body, first=0, align="left")
    levels = {
        f"heading{n}": Setting(s.face, s.size, look.line, "left", look.indent, with_next=True)
        for n, s in enumerate(look.levels, start=1)
    }
    return levels | {
        "title": title,
        "subtitle": _centred(look.subtitle, look.line),
        "status": _centred(look.subtitle, look.line),
        "body": body,
        "item": body,
        "annexes": _changed(body, align="left"),
        "annexes_more": _changed(flush, left=look.indent + 3),
        "office": _changed(flush, align="right", right=2),
        "date": _changed(flush, align="right", right=2),
        "annex": Setting(look.levels[0].face, look.levels[0].size, look.line, "left", with_next=True),
        "annex_title": title,
    }


def _english(look: Look) -> Settings:
    """A Latin face in its own sizes: 16 pt and full squares are for characters."""
    size = look.body.size * 0.75
    line = size * 1.4
    body = Setting(look.body.face, size, line, after=size / 2)
    title = Setting(
        look.title.face, look.title.size, look.title.size * 1.3, "center", bold=True, with_next=True
    )
    flush = _changed(body, align="left")
    levels = {
        f"heading{n}": Setting(
            look.levels[n - 1].face, size * big, line * big, "left", before=size, after=size / 2, bold=True,
            with_next=True,
        )
        for n, big in enumerate((1.34, 1.17, 1.0, 1.0), start=1)
    }  # fmt: skip
    return levels | {
        "title": title,
        "subtitle": _centred(Style(look.subtitle.face, size * 1.17), line * 1.17),
        "status": _centred(Style(look.subtitle.face, size), line),
        "body": body,
        "item": _changed(body, left=2, first=-2, after=size / 4),
        "annexes": flush,
        "annexes_more": _changed(flush, left=4.5),
        "office": _changed(flush, align="right"),
        "date": _changed(flush, align="right"),
        "annex": _changed(levels["heading1"], before=0),
        "annex_title": title,
    }


def _centred(style: Style, line: float) -> Setting:
    return Setting(style.face, style.size, line, "center", with_next=True)


def _changed(setting: Setting, **changes: object) -> Setting:
    return Setting(**{**setting.__dict__, **changes})


def width(text: str) -> float:
    """In characters of its own size: wide ones count 1, others about half, where they meet a quarter more."""
    wide = [unicodedata.east_asian_width(c) in "WFA" for c in text]
    meet = sum(
        1
        for (a, b), w, v in zip(pairwise(text), wide, wide[1:], strict=False)
        if w != v and (a + b).isalnum()
    )
    return sum(1.0 if w else 0.5 for w in wide) + meet / 4


def signature_indents(office: str, date: str) -> tuple[float, float]:
    """Right indents of office and date, in characters: 2, and the date begins 2 right of the office."""
    longer = width(office) - width(date) - 2
    return (2 + max(0.0, -longer), 2 + max(0.0, longer))
