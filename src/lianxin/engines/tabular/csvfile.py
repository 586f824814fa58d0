"""csv: rows by the lexer, chunks by pyarrow where it sees the same, by the lexer where it does not."""

from collections import deque
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from itertools import islice

import numpy as np

from lianxin.engines.tabular.arrays import Array, csv, pa
from lianxin.engines.tabular.blocks import Block, blocks
from lianxin.engines.tabular.cells import Cell
from lianxin.engines.tabular.decode import Columns, to_text
from lianxin.engines.tabular.encoding import Opener, read_text
from lianxin.engines.tabular.header import HEAD_ROWS
from lianxin.engines.tabular.lexer import delimiter_of, records
from lianxin.engines.tabular.table import Chunk, RawTable, head_text, without_blank

BLOCK = 16 << 20  # bytes: 60,000 rows of 20 columns; with four in the air, memory stays under 400 MB
HEAD = 256 << 10
PIECE = 1 << 20  # bytes that pyarrow converts at a time: more no longer fit the processor's cache
SAMPLE = 1 << 20  # bytes looked at before the blocks of a longer file are parsed
WORKERS = 2


class CsvTable(RawTable):
    """A csv file; delimiter comma, TAB or semicolon."""

    def __init__(self, file: str, opener: Opener, *, block: int = BLOCK) -> None:
        self._text = read_text(opener)
        super().__init__(file, None, encoding=self._text.encoding)
        start = next(self._text.pieces(HEAD))
        self._block = block
        self._delimiter = delimiter_of(start)
        self.head = [[head_text(cell) for cell in row] for _, row in islice(self._records(), HEAD_ROWS)]

    def rows(self, after_row: int = 0) -> Iterator[tuple[int, list[Cell]]]:
        for number, row in islice(self._records(), after_row, None):
            if any(head_text(cell) for cell in row):
                yield number, list(row)

    def _records(self) -> Iterator[tuple[int, list[str]]]:
        rest, number = b"", 0
        for piece, final in _with_last(self._text.pieces()):
            rest += piece
            end = 0
            for fields, end in records(rest, self._delimiter, final=final):  # noqa: B007
                number += 1
                yield number, [field.decode(self._text.codec, "replace") for field in fields]
            rest = rest[end:]

    def chunks(self, columns: Mapping[str, int], after_row: int = 0) -> Iterator[Chunk]:
        parser = _Parser(columns, self._delimiter, self._text.codec)
        parser.look_at(next(self._text.pieces(SAMPLE)), after_row)
        row = after_row
        found = blocks(self._text.pieces(self._block), self._delimiter, skip=after_row)
        for count, arrays in _in_order(parser, _ahead(found)):
            numbers = pa.array(np.arange(row + 1, row + count + 1, dtype=np.int32))
            row += count
            chunk = without_blank(Chunk(numbers, arrays))
            if len(chunk):
                yield chunk


def _with_last(pieces: Iterator[bytes]) -> Iterator[tuple[bytes, bool]]:
    """Each piece and False, then nothing more and True."""
    for piece in pieces:
        yield piece, False
    yield b"", True


def _ahead(found: Iterator[Block]) -> Iterator[Block]:
    """The next block is read and cut while this one is worked on."""
    with ThreadPoolExecutor(1) as pool:
        coming = pool.submit(next, found, None)
        while block := coming.result():
            coming = pool.submit(next, found, None)
            yield block


def _in_order(
    parse: Callable[[Block], tuple[int, Columns]], found: Iterator[Block]
) -> Iterator[tuple[int, Columns]]:
    """pyarrow releases the GIL, so two blocks are parsed at once; at most three are held."""
    waiting: deque[Future[tuple[int, Columns]]] = deque()
    with ThreadPoolExecutor(WORKERS) as pool:
        try:
            for block in found:
                waiting.append(pool.submit(parse, block))
                if len(waiting) > WORKERS:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            for future in waiting:
                future.cancel()


class _Parser:
    """One block to its wanted columns. Columns that repeat their values come as dictionaries."""

    def __init__(self, columns: Mapping[str, int], delimiter: bytes, codec: str) -> None:
        self._columns = dict(columns)
        self._delimiter = delimiter
        self._codec = codec
        self._many: frozenset[str] = frozenset()  # columns whose values are mostly distinct

    def __call__(self, block: Block) -> tuple[int, Columns]:
        if block.regular:
            try:
                return self._fast(block)
            except pa.ArrowInvalid:  # rows of unequal length
                pass
        return self._slow(block.data)

    def look_at(self, start: bytes, after_row: int) -> None:
        """Which columns repeat nothing: to code them in the first blocks is slow and for nothing."""
        block = next(blocks([start], self._delimiter, skip=after_row), None)
        if len(start) < SAMPLE or block is None or not block.regular:
            return
        with suppress(pa.ArrowInvalid):
            self._many |= {name for name, array in self._read(block).items() if _distinct(array) > 0.9}

    def _fast(self, block: Block) -> tuple[int, Columns]:
        found = self._read(block)
        self._many |= {name for name, array in found.items() if _distinct(array) > 0.25}
        count = len(next(iter(found.values())))
        return count, {name: to_text(array, self._codec) for name, array in found.items()}

    def _read(self, block: Block) -> Columns:
        """The columns as bytes. Raises ArrowInvalid for rows of unequal length."""
        many, wanted = self._many, {f"f{index}": name for name, index in self._columns.items()}
        repeated = pa.dictionary(pa.int32(), pa.binary())
        table = csv.read_csv(
            pa.BufferReader(pa.py_buffer(block.data)),
            csv.ReadOptions(autogenerate_column_names=True, block_size=PIECE, use_threads=False),
            # Looking for line ends inside quotes lexes everything twice, so only where there are any.
            csv.ParseOptions(
                delimiter=self._delimiter.decode(), newlines_in_values=block.breaks, ignore_empty_lines=False
            ),
            csv.ConvertOptions(
                check_utf8=False,
                include_columns=list(wanted),
                include_missing_columns=True,
                column_types={key: pa.binary() if name in many else repeated for key, name in wanted.items()},
                strings_can_be_null=False,
            ),
        )
        return {name: table.column(key).combine_chunks() for key, name in wanted.items()}

    def _slow(self, data: memoryview) -> tuple[int, Columns]:
        rows = [fields for fields, _ in records(bytes(data), self._delimiter, final=True)]
        return len(rows), {name: self._picked(rows, index) for name, index in self._columns.items()}

    def _picked(self, rows: list[list[bytes]], index: int) -> Array:
        values = [row[index] if index < len(row) else b"" for row in rows]
        return to_text(pa.array(values, pa.binary()), self._codec)


def _distinct(array: Array) -> float:
    """How many distinct values a coded column has for each row, 0 to 1; 0 for others."""
    coded = isinstance(array, pa.DictionaryArray) and len(array) > 0
    return len(array.dictionary) / len(array) if coded else 0.0
