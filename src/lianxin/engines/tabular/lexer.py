"""csv by the letter: bytes to records, exactly and slowly. The fast path must agree with it, and leaves to it
what it cannot do: ragged rows, quotes in odd places.

A field that begins with a quote ends at the next single quote; what then follows up to the delimiter is added
as it stands. A quote elsewhere is a quote. LF, CR LF and CR end a record. An empty line is a record of one
empty field.
"""

import re
from collections.abc import Iterator
from functools import cache

from lianxin.engines.tabular.problems import DamagedFile

MAX_RECORD = 4 << 20  # a quote that is never closed would make one record of the rest of the file
DELIMITERS = (b",", b"\t", b";")
_PADDING = b" \t\xa0"


@cache
def _field(delimiter: bytes) -> re.Pattern[bytes]:
    end = re.escape(delimiter)
    return re.compile(rb'"((?:[^"]|"")*+)("?)([^%b\r\n]*)|([^%b\r\n]*)' % (end, end))


def records(
    data: bytes, delimiter: bytes, *, start: int = 0, final: bool
) -> Iterator[tuple[list[bytes], int]]:
    """(fields, where the next record begins). Without `final`, a last record that may go on is not given."""
    size = len(data)
    while start < size:
        end = data.find(b"\n", start)
        line = data[start : end if end >= 0 else size]
        if end >= 0 and b'"' not in line and b"\r" not in line[:-1]:
            start = end + 1
            yield line.removesuffix(b"\r").split(delimiter), start
            continue
        fields, start = _odd_record(data, delimiter, start, final=final)
        if not fields:
            return
        yield fields, start


def _odd_record(data: bytes, delimiter: bytes, start: int, *, final: bool) -> tuple[list[bytes], int]:
    """One record field by field. No fields when it does not end in `data`."""
    fields: list[bytes] = []
    at, size, pattern = start, len(data), _field(delimiter)
    while True:
        found = pattern.match(data, at)
        assert found is not None  # noqa: S101  the second branch matches everywhere, even nothing
        at = found.end()
        if at - start > MAX_RECORD:
            raise DamagedFile("unclosed_quote")
        quoted = found[1]
        fields.append(found[4] if quoted is None else quoted.replace(b'""', b'"') + found[3])
        if at == size:
            return (fields, at) if final else ([], start)
        if data[at : at + 1] != delimiter:
            break
        at += 1
    if data[at : at + 2] == b"\r\n":
        return fields, at + 2
    if at + 1 == size and data[at:] == b"\r" and not final:
        return [], start  # its LF may stand in the next piece
    return fields, at + 1


def delimiter_of(data: bytes) -> bytes:
    """The delimiter that splits some row of the head into the most clean fields; comma on a tie."""
    return max(DELIMITERS, key=lambda delimiter: _clean_fields(data, delimiter))


def _clean_fields(data: bytes, delimiter: bytes) -> int:
    others = [other for other in DELIMITERS if other != delimiter]
    best = 0
    for number, (fields, _) in enumerate(records(data, delimiter, final=True)):
        if number == 10:
            break
        trimmed = (field.strip(_PADDING) for field in fields)
        best = max(
            best, sum(bool(field) and not any(other in field for other in others) for field in trimmed)
        )
    return best
