"""How wide the columns of a table are and how large its print, from what stands in them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from lianxin.engines.documents.compose import plain
from lianxin.engines.documents.model import Table
from lianxin.engines.documents.setting import width

_SMALLER = (1.0, 0.875, 0.75, 0.625)  # 12, 10.5, 9 and 7.5 points: 小四, 五号, 小五, 六号
_SMALLEST = 5.5  # points: 七号
_BROKEN = 0.75  # of the full size, from which on text columns are narrowed
_UNBROKEN = re.compile(r"[!-~]+")
_WIDEST = 16.0  # characters; longer text is broken
_LEAST = 4.0
_PADDING = 1.2


@dataclass(frozen=True)
class Fitted:
    """`size` in points; `shares` of the text's width, adding up to 1."""

    size: float
    shares: tuple[float, ...]


def fitted(table: Table, size: float, room: float) -> Fitted:
    """`room` is the width of the text in points. Text is broken before numbers are set smaller than 六号."""
    wanted = [_wanted(table, at) for at in range(len(table.columns))]
    sizes = [size * smaller for smaller in _SMALLER]
    for one in sizes:
        if sum(wanted) <= room / one:
            return Fitted(one, _shares(wanted))
        if one <= size * _BROKEN and (pressed := _pressed(table, wanted, room / one)):
            return Fitted(one, _shares(pressed))
    return Fitted(max(_SMALLEST, room / sum(wanted)), _shares(wanted))


def _wanted(table: Table, at: int) -> float:
    cells = [width(plain(row[at])) for row in table.rows if at < len(row)]
    head = width(table.columns[at].title)
    if head > 6:
        head = max(6.0, head / 2)  # a long header is broken in two
    return min(_WIDEST, max([_LEAST - _PADDING, head, *cells])) + _PADDING


def _pressed(table: Table, wanted: Sequence[float], characters: float) -> list[float]:
    """What is too much is taken from the columns of text; [] where that does not do."""
    least = [min(w, _narrowest(table, at)) for at, w in enumerate(wanted)]
    left, free = characters - sum(least), sum(wanted) - sum(least)
    if left < 0 or not free:
        return []
    return [low + (high - low) * left / free for low, high in zip(least, wanted, strict=True)]


def _narrowest(table: Table, at: int) -> float:
    """Numbers stay whole, and so do runs of letters and digits, such as a receipt's."""
    if table.columns[at].align == "right":
        return _WIDEST + _PADDING
    runs = (len(run) for row in table.rows for run in _UNBROKEN.findall(plain(row[at])))
    return max(_LEAST, max(runs, default=0) / 2) + _PADDING


def _shares(wanted: Sequence[float]) -> tuple[float, ...]:
    total = sum(wanted)
    return tuple(w / total for w in wanted)
