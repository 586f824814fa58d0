"""What stands outside the columns that are read: the word 合计 in the leftmost one, cells beyond the last."""

from collections.abc import Iterator, Mapping

from lianxin.engines.tabular import Chunk, Match, RawTable, without_blank
from lianxin.sales.rules.arrow import Array, is_empty, pa, pc, plain
from lianxin.sales.rules.totals import LABEL

#: Names that no header has.
FIRST, BEYOND = "\ufdd0first", "\ufdd0beyond"
MARGINS = frozenset({FIRST, BEYOND})


def chunks(table: RawTable, match: Match, columns: Mapping[str, int]) -> Iterator[Chunk]:
    """The columns, and beside them marks: total labels in FIRST, anything in BEYOND where a row is too long.

    What else stands in the margins may be a buyer's: it is not given, and does not make an empty row full.
    """
    beside = {} if 0 in columns.values() else {FIRST: 0}
    if table.sheet is None:  # in a workbook no cell can shift
        beside[BEYOND] = len(table.head[match.header_row - 1])
    for chunk in table.chunks({**columns, **beside}, match.header_row):
        marks = {name: _MARKS[name](plain(chunk.columns[name])) for name in beside}
        marked = without_blank(Chunk(chunk.row_numbers, chunk.columns | marks))
        if len(marked):
            yield marked


def _labels(cells: Array) -> Array:
    return _marked(pc.match_substring_regex(cells, LABEL), "合计")


def _anything(cells: Array) -> Array:
    return _marked(pc.invert(is_empty(pc.utf8_trim_whitespace(cells))), "+")


def _marked(there: Array, mark: str) -> Array:
    return pc.if_else(there, pa.scalar(mark), pa.scalar(""))


_MARKS = {FIRST: _labels, BEYOND: _anything}
