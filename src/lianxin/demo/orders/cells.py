"""Columns of text as an export has them, made fast: words picked from short lists, joined row by row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from functools import lru_cache
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from lianxin.demo.orders.sales import DAY, Ints
from lianxin.demo.world import Place

#: One cell per row (strings), or the same text in every row.
Cells = Any
Columns = Mapping[str, Cells]


def pick(words: Sequence[str], index: NDArray[Any]) -> Cells:
    """The word at each index."""
    return pa.DictionaryArray.from_arrays(index.astype(np.int32), pa.array(words, pa.string()))


def numbers(values: Ints, head: str = "", tail: str = "") -> Cells:
    """Whole numbers between two texts."""
    text: Any = pa.array(values).cast(pa.string())
    return join(head, text, tail) if head or tail else text


def join(*parts: Cells) -> Cells:
    """The parts of each row, one after the other."""
    return pc.binary_join_element_wise(*parts, "")


def money(cents: Ints) -> Cells:
    """Yuan with two places."""
    values, index = np.unique(cents, return_inverse=True)
    return pick([f"{value // 100}.{value % 100:02d}" for value in values.tolist()], index)


def moments(place: Place, seconds: Ints) -> Cells:
    """Date and time of day; empty where `seconds` is negative."""
    day = np.where(seconds < 0, -1, seconds // DAY)
    time = np.where(seconds < 0, DAY, seconds % DAY)
    dates = _dates(place)
    return join(pa.array(dates).take(pa.array(day % len(dates))), _times().take(pa.array(time)))


@lru_cache(maxsize=2)
def _dates(place: Place) -> list[str]:
    """All days of the two years and some weeks after; the last entry is empty."""
    count = (place.last - place.first).days + 120
    return [f"{place.first + timedelta(days=n)} " for n in range(count)] + [""]


@lru_cache(maxsize=1)
def _times() -> Any:
    return pa.array([f"{s // 3600:02d}:{s // 60 % 60:02d}:{s % 60:02d}" for s in range(DAY)] + [""])


class CsvExport:
    """A csv written a run of rows at a time. Cells hold no comma, quote or line break of their own."""

    def __init__(self, path: Path, header: Sequence[str], encoding: str) -> None:
        self.path, self.header, self.encoding = path, header, encoding
        self._file: BinaryIO | None = None
        self.rows = 0

    def __enter__(self) -> CsvExport:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self._file = self.path.open("wb")
        self._write(",".join(self.header) + "\r\n", first=True)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._file is not None:
            self._file.close()

    def write(self, columns: Columns, count: int) -> None:
        """`count` rows; a header without a column is empty in all of them."""
        if self._file is not None and count:
            joined = pc.binary_join_element_wise(*self._parts(columns), b"")
            self._file.write(_bytes_of(joined))
            self.rows += count

    def write_row(self, cells: Mapping[str, str]) -> None:
        """One row that is not like the others."""
        self._write(",".join(cells.get(name, "") for name in self.header) + "\r\n")
        self.rows += 1

    def _write(self, text: str, first: bool = False) -> None:
        if self._file is not None:
            codec = "utf-8" if self.encoding == "utf-8-sig" and not first else self.encoding
            self._file.write(text.encode(codec))

    def _parts(self, columns: Columns) -> Iterator[Any]:
        """Columns in the header's order, with what lies between two of them as one text."""
        between = ""
        for n, name in enumerate(self.header):
            between += "," if n else ""
            cells = columns.get(name, "")
            if isinstance(cells, str):
                between += cells
                continue
            if between:
                yield pa.scalar(self._encoded(between))
            yield self._encoded_array(cells)
            between = ""
        yield pa.scalar(self._encoded(between + "\r\n"))

    def _encoded(self, text: str) -> bytes:
        return text.encode("gb18030" if self.encoding == "gb18030" else "utf-8")

    def _encoded_array(self, cells: Cells) -> Any:
        if isinstance(cells, pa.DictionaryArray):
            words = pa.array([self._encoded(str(word)) for word in cells.dictionary.to_pylist()], pa.binary())
            return words.take(cells.indices)
        return cells.cast(pa.binary())  # numbers and times: the same bytes in every encoding


def _bytes_of(joined: Any) -> Any:
    """The rows one after the other, without a copy."""
    offsets = np.frombuffer(joined.buffers()[1], np.int32)[joined.offset : joined.offset + len(joined) + 1]
    return memoryview(joined.buffers()[2])[int(offsets[0]) : int(offsets[-1])]


def as_rows(header: Sequence[str], columns: Columns, count: int) -> Iterator[list[str]]:
    """The same rows for a workbook."""
    lists = [_texts(columns.get(name, ""), count) for name in header]
    return (list(row) for row in zip(*lists, strict=True))


def _texts(cells: Cells, count: int) -> list[str]:
    return [cells] * count if isinstance(cells, str) else cells.cast(pa.string()).to_pylist()
