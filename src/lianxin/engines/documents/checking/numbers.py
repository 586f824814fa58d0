"""Whether headings are numbered 一、 （一） 1. （1）, each from one on under the heading above it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lianxin.engines.documents.model import Deviation

_CHINESE = "一二三四五六七八九"
_FORMS = (
    re.compile(rf"([{_CHINESE}十]{{1,3}})、"),
    re.compile(rf"（([{_CHINESE}十]{{1,3}})）(?!、)"),
    re.compile(r"(\d{1,2})\.(?!\d)"),
    re.compile(r"（(\d{1,2})）"),
)
_SHAPES = ("一、", "（一）", "1.", "（1）")


class Numbering:
    def __init__(self) -> None:
        self._counts = [0, 0, 0, 0]

    def restart(self) -> None:
        """An annex counts from one again."""
        self._counts = [0, 0, 0, 0]

    def check(self, level: int, text: str) -> Iterator[Deviation]:
        """`level` from 0."""
        self._counts[level] += 1
        self._counts[level + 1 :] = [0] * (3 - level)
        found = _FORMS[level].match(text)
        if not found:
            yield Deviation(text, "numbering", _SHAPES[level], text[:6])
        elif _value(found[1]) != self._counts[level]:
            yield Deviation(text, "numbering", str(self._counts[level]), str(_value(found[1])))
            self._counts[level] = _value(found[1])


def _value(number: str) -> int:
    if number.isdecimal():
        return int(number)
    tens, ten, ones = number.rpartition("十")
    if not ten:
        return _CHINESE.find(number) + 1
    return (_CHINESE.find(tens) + 1 if tens else 1) * 10 + (_CHINESE.find(ones) + 1 if ones else 0)
