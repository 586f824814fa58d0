"""How wide the columns of a table are and how large its print, from what stands in them."""

from collections.abc import Sequence
from dataclasses import dataclass

from lianxin.engines.documents.compose import plain
from lianxin.engines.documents.model import Table
from lianxin.engines.documents.setting import width

_SMALLER = (1.0, 0.875, 0.75, 0.625)  # 12, 10.5, 9 and 7.5 points: 小四, 五号, 小五, 六号
_SMALLEST = 5.5  # points: 七号
_BROKEN = 0.75  # of the full size, from which on text columns are narrowed
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
    numbers = [column.align == "right" for column in table.columns]
    free = sum(w for w, number in zip(wanted, numbers, strict=True) if not number)
    left = characters - sum(wanted) + free
    if not free or left < _LEAST * (len(numbers) - sum(numbers)):
        return []
    return [w if number else w * left / free for w, number in zip(wanted, numbers, strict=True)]


def _shares(wanted: Sequence[float]) -> tuple[float, ...]:
    total = sum(wanted)
    return tuple(w / total for w in wanted)
