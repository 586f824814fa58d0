"""How wide the columns of a table are and how large its print, from what stands in them."""

from collections.abc import Sequence
from dataclasses import dataclass

from lianxin.engines.documents.compose import plain
from lianxin.engines.documents.model import Table
from lianxin.engines.documents.setting import width

_SMALLER = (1.0, 0.875, 0.75)  # 12, 10.5 and 9 points: 小四, 五号, 小五
_WIDEST = 16.0  # characters; longer text is broken
_LEAST = 4.0
_PADDING = 1.2


@dataclass(frozen=True)
class Fitted:
    """`size` in points; `shares` of the text's width, adding up to 1."""

    size: float
    shares: tuple[float, ...]


def fitted(table: Table, size: float, room: float) -> Fitted:
    """`room` is the width of the text in points. Numbers are not broken as long as 9 points let them fit."""
    wanted = [_wanted(table, at) for at in range(len(table.columns))]
    for smaller in _SMALLER:
        characters = room / (size * smaller)
        if sum(wanted) <= characters:
            return Fitted(size * smaller, _shares(wanted))
    return Fitted(size * _SMALLER[-1], _shares(_pressed(table, wanted, room / (size * _SMALLER[-1]))))


def _wanted(table: Table, at: int) -> float:
    cells = [width(plain(row[at])) for row in table.rows if at < len(row)]
    head = width(table.columns[at].title)
    if head > 6:
        head = max(6.0, head / 2)  # a long header is broken in two
    return min(_WIDEST, max([_LEAST - _PADDING, head, *cells])) + _PADDING


def _pressed(table: Table, wanted: Sequence[float], characters: float) -> list[float]:
    """What is too much is taken from the columns of text."""
    numbers = [column.align == "right" for column in table.columns]
    fixed = sum(w for w, number in zip(wanted, numbers, strict=True) if number)
    free = sum(wanted) - fixed
    left = characters - fixed
    if not free or left < _LEAST * (len(numbers) - sum(numbers)):
        return list(wanted)
    return [w if number else w * left / free for w, number in zip(wanted, numbers, strict=True)]


def _shares(wanted: Sequence[float]) -> tuple[float, ...]:
    total = sum(wanted)
    return tuple(w / total for w in wanted)
