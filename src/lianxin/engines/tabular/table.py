"""A table as it stands in a file: rows of raw cells, numbered as Excel shows them."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from lianxin.engines.tabular.arrays import Array, pa, pc
from lianxin.engines.tabular.cells import TRIM, Cell, plain
from lianxin.engines.tabular.header import HEAD_ROWS

CHUNK_ROWS = 100_000


@dataclass(frozen=True)
class Chunk:
    """Some rows, columnar. `row_numbers` int32; each column string or dictionary<int32, string>, never null.

    Rows in which all asked-for columns are blank are left out.
    """

    row_numbers: Array
    columns: dict[str, Array]

    def __len__(self) -> int:
        return len(self.row_numbers)


class RawTable(ABC):
    """One sheet or csv file. May be read several times.

    `file` as the user knows it (`a.zip/b.csv` inside a zip), `sheet` None for csv, `encoding` None for
    workbooks, `head` the first ten rows as trimmed texts, `hidden` for a sheet that its author hid.
    """

    def __init__(
        self, file: str, sheet: str | None, *, encoding: str | None = None, hidden: bool = False
    ) -> None:
        self.file = file
        self.sheet = sheet
        self.encoding = encoding
        self.hidden = hidden
        self.head: list[list[str]] = []

    @abstractmethod
    def rows(self, after_row: int = 0) -> Iterator[tuple[int, list[Cell]]]:
        """(row number, cells) below row `after_row`; blank rows are counted but not given."""

    @abstractmethod
    def chunks(self, columns: Mapping[str, int], after_row: int = 0) -> Iterator[Chunk]:
        """The named columns (name → index from 0) below `after_row`; no other column is decoded."""


class Listed(RawTable):
    """A table whose rows a library gives as lists."""

    def __init__(
        self, file: str, sheet: str | None, read: Callable[[], Iterable[list[Any]]], *, hidden: bool = False
    ) -> None:
        super().__init__(file, sheet, hidden=hidden)
        self._read = read
        self.head = [[head_text(cell) for cell in row] for row in islice(read(), HEAD_ROWS)]

    def rows(self, after_row: int = 0) -> Iterator[tuple[int, list[Cell]]]:
        for number, cells in islice(enumerate(self._read(), start=1), after_row, None):
            if any(cell is not None and head_text(cell) for cell in cells):
                yield number, cells

    def chunks(self, columns: Mapping[str, int], after_row: int = 0) -> Iterator[Chunk]:
        rows = self.rows(after_row)
        while batch := list(islice(rows, CHUNK_ROWS)):
            arrays = {name: texts(row[index] for _, row in batch) for name, index in columns.items()}
            chunk = without_blank(Chunk(pa.array([number for number, _ in batch], pa.int32()), arrays))
            if len(chunk):
                yield chunk


def head_text(cell: Cell) -> str:
    """A header cell as a trimmed text."""
    return plain(cell).strip(TRIM)


def texts(cells: Iterable[Cell]) -> Array:
    """Cells as strings; numbers that lost digits stay marked."""
    return pa.array([plain(cell) for cell in cells], pa.string())


def without_blank(chunk: Chunk) -> Chunk:
    """Drops rows that are blank in every column."""
    blank: Array | None = None
    for column in chunk.columns.values():
        here = _blank(column)
        blank = here if blank is None else pc.and_(blank, here)
        if not pc.any(blank).as_py():
            return chunk
    keep = pc.invert(blank)
    return Chunk(
        chunk.row_numbers.filter(keep), {name: array.filter(keep) for name, array in chunk.columns.items()}
    )


def _blank(column: Array) -> Array:
    if isinstance(column, pa.DictionaryArray):
        return _blank(column.dictionary).take(column.indices)
    return pc.equal(pc.binary_length(pc.utf8_trim(column, TRIM)), 0)
