"""Cuts the bytes of a csv into blocks at record borders, so that each can be parsed alone."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from lianxin.engines.tabular.lexer import MAX_RECORD, records
from lianxin.engines.tabular.problems import DamagedFile

_LF, _CR, _QUOTE = 10, 13, 34
_LOOK = 1 << 18  # bytes compared at a time: arrays as long as a block are new memory, which costs more
Positions: TypeAlias = NDArray[np.int64]


@dataclass(frozen=True)
class Block:
    """Whole records. `regular`: every quote opens or closes a field, so that any csv parser sees the same.

    `breaks`: there is a line end inside quotes.
    """

    data: memoryview
    regular: bool
    breaks: bool


def blocks(pieces: Iterable[bytes], delimiter: bytes, *, skip: int) -> Iterator[Block]:
    """The records after the first `skip`, about one piece to a block."""
    rest = b""
    for piece in pieces:
        rest += piece
        if skip:
            skip, rest = _skipped(rest, delimiter, skip)
            if skip:
                continue
        block, cut = _cut(rest, delimiter)
        if cut:
            yield block
            rest = rest[cut:]
        elif len(rest) > len(piece) + 2 * MAX_RECORD:
            raise DamagedFile("unclosed_quote")
    if skip:
        rest = _skipped(rest, delimiter, skip, final=True)[1]
    if rest:
        quotes = _quotes(rest)
        yield Block(memoryview(rest), _is_regular(rest, delimiter, quotes), _has_breaks(rest, quotes))


def _skipped(data: bytes, delimiter: bytes, skip: int, *, final: bool = False) -> tuple[int, bytes]:
    """Without its first `skip` records; all or nothing, as a record may go on in the next piece."""
    for number, (_, end) in enumerate(records(data, delimiter, final=final), start=1):
        if number == skip:
            return 0, data[end:]
    return (0, b"") if final else (skip, data)


def _quotes(data: bytes) -> Positions:
    return _places(data, _QUOTE) if b'"' in data else np.empty(0, np.int64)


def _places(data: bytes, sign: int) -> Positions:
    """Where the byte stands."""
    raw = np.frombuffer(data, np.uint8)
    parts = [np.flatnonzero(raw[at : at + _LOOK] == sign) + at for at in range(0, len(raw), _LOOK)]
    return np.concatenate(parts)


def _cut(data: bytes, delimiter: bytes) -> tuple[Block, int]:
    """The longest run of whole records and its length; 0 when not even one is whole."""
    quotes = _quotes(data)
    regular = _is_regular(data, delimiter, quotes)
    cut = _last_border(data, quotes) if regular else _lexed_border(data, delimiter)
    return Block(memoryview(data)[:cut], regular, _has_breaks(data, quotes)), cut


def _last_border(data: bytes, quotes: Positions) -> int:
    """Behind the last line end that has an even number of quotes before it."""
    end = data.rfind(b"\n")
    if end < 0 and b"\r" in data:
        end = data.rfind(b"\r", 0, len(data) - 1)  # the very last CR may be half of a CR LF
    while end >= 0:
        before = int(np.searchsorted(quotes, end))
        if before % 2 == 0:
            return end + 1
        end = max(data.rfind(b"\n", 0, int(quotes[before - 1])), -1)
    return 0


def _has_breaks(data: bytes, quotes: Positions) -> bool:
    """Whether a line ends behind an odd number of quotes."""
    if not len(quotes):
        return False
    ends = [_places(data, sign) for sign in (_LF, _CR) if bytes([sign]) in data]
    return any(bool((np.searchsorted(quotes, places) % 2).any()) for places in ends)


def _lexed_border(data: bytes, delimiter: bytes) -> int:
    end = 0
    for _, end in records(data, delimiter, final=False):  # noqa: B007
        pass
    return end


def _is_regular(data: bytes, delimiter: bytes, quotes: Positions) -> bool:
    """Whether each odd quote stands at a field's start or behind another quote, each even one at its end."""
    if not len(quotes):
        return True
    raw = np.frombuffer(data, np.uint8)
    border = np.zeros(256, bool)
    border[[_QUOTE, delimiter[0], 10, 13]] = True
    opens, closes = quotes[::2], quotes[1::2]
    before = opens[opens > 0] - 1
    behind = closes[closes < len(raw) - 1] + 1
    return bool(border[raw[before]].all() and border[raw[behind]].all())
