"""The cells of one chunk, part by part, cleaned; what cannot be cleaned is kept as problems of its row."""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from typing import Any

from lianxin.engines.tabular import CellError, Chunk, Problem, cells, map_column
from lianxin.sales.rules.arrow import (
    MOMENT,
    MONEY,
    TEXT,
    Array,
    blanked,
    by_value,
    coded,
    is_empty,
    pa,
    pc,
    plain,
    repeat,
)
from lianxin.sales.rules.formats import status_key
from lianxin.sales.rules.margins import BEYOND, FIRST, MARGINS

#: What Taobao writes in the amount column when nobody asked for money back.
NO_REFUND = "无退款申请"
_EMPTY = pa.scalar("", TEXT)


class Columns:
    """`headers` names the header of each part that the file has; other parts read as empty.

    `problems` collects, by the row's place in the chunk, what was refused so far.
    """

    def __init__(self, chunk: Chunk, headers: Mapping[str, str], day_format: str = "") -> None:
        self._chunk = chunk
        self._headers = headers
        self._day_format = day_format
        self.problems: dict[int, list[Problem]] = {}
        self._ids: dict[str, Array] = {}

    def __len__(self) -> int:
        return len(self._chunk)

    @property
    def row_numbers(self) -> Array:
        return self._chunk.row_numbers

    def has(self, part: str) -> bool:
        return part in self._headers

    def identifier(self, part: str) -> Array:
        """Ids; "" where empty or refused."""
        if part not in self._ids:
            self._ids[part] = plain(self._cleaned(part, cells.identifier, TEXT, _EMPTY))
        return self._ids[part]

    def code(self, part: str) -> Array:
        """Ids that repeat themselves, such as those of items and creators: CODED."""
        if part not in self._headers:
            return self.constant("")
        return coded(self._cleaned(part, cells.identifier, TEXT, _EMPTY))

    def text(self, part: str) -> Array:
        """Free text, CODED."""
        if part not in self._headers:
            return self.constant("")
        return coded(self._cleaned(part, cells.text, TEXT, _EMPTY))

    def amount(self, part: str) -> Array:
        """Yuan; null where empty or refused."""
        return self._cleaned(part, cells.amount, MONEY, pa.scalar(None, MONEY), blank=NO_REFUND)

    def whole(self, part: str) -> Array:
        """A count; null where empty or refused. Negative ones are refused."""
        counts = self._cleaned(part, cells.whole, pa.int64(), pa.scalar(None, pa.int64()))
        for index in pc.indices_nonzero(pc.fill_null(pc.less(counts, 0), False)).to_pylist():
            self.refuse(index, part, "negative_quantity")
        return counts

    def moment(self, part: str) -> Array:
        """Beijing time; null where empty or refused."""
        read = partial(_in_format, self._day_format) if self._day_format else cells.moment
        return self._cleaned(part, read, MOMENT, pa.scalar(None, MOMENT))

    def word(self, part: str) -> Array:
        """Status words as status_key() gives them, CODED."""
        return by_value(self.text(part), status_key)

    def place(self, part: str) -> Array:
        """Province or city; "" where the platform masks it."""
        return by_value(self.text(part), lambda name: "" if "*" in name else name)

    def flag(self, part: str) -> Array:
        return pc.fill_null(self._cleaned(part, cells.flag, pa.bool_(), pa.scalar(None, pa.bool_())), False)

    def constant(self, value: str) -> Array:
        return repeat(value, len(self))

    def is_refused(self, index: int, part: str) -> bool:
        return any(problem.column == self.header(part) for problem in self.problems.get(index, ()))

    def refuse(self, index: int, part: str, code: str) -> None:
        header = self._headers.get(part, "")
        value = str(self._chunk.columns[header][index].as_py()).strip() if header else ""
        self._add(index, part, code, value, {"value": value})

    def row(self, index: int) -> dict[str, str]:
        """The row's own cells by header: only what was asked of the file, so nothing personal."""
        cells = self._chunk.columns.items()
        return {header: array[index].as_py() or "" for header, array in cells if header not in MARGINS}

    def labels(self, index: int) -> list[str]:
        """The row's cells that may call it a total."""
        first = self._chunk.columns.get(FIRST)
        return [*self.row(index).values(), *([] if first is None else [first[index].as_py()])]

    def shifted(self) -> set[int]:
        """Places of rows with more cells than the header: what stands in them is no longer known."""
        beyond = self._chunk.columns.get(BEYOND)
        if beyond is None:
            return set()
        return set(pc.indices_nonzero(pc.invert(is_empty(beyond))).to_pylist())

    def row_number(self, index: int) -> int:
        return int(self._chunk.row_numbers[index].as_py())

    def header(self, part: str) -> str:
        return self._headers.get(part, "")

    def _cleaned(
        self, part: str, clean: Callable[[Any], Any], kind: Any, empty: Any, *, blank: str = ""
    ) -> Array:
        if part not in self._headers:
            return pa.repeat(empty, len(self))
        column = self._chunk.columns[self._headers[part]]
        array, refused = map_column(blanked(column, blank) if blank else column, clean, to=kind)
        for index, error in refused.items():
            self._add(index, part, error.code, error.value, error.params)
        return array

    def _add(self, index: int, part: str, code: str, value: str, params: dict[str, Any]) -> None:
        row = self.row_number(index)
        problem = Problem(row, self._headers.get(part, ""), value, code, params)
        known = self.problems.setdefault(index, [])
        if problem not in known:  # one column may serve two parts
            known.append(problem)


def _in_format(form: str, cell: Any) -> datetime | None:
    found = cells.text(cell)
    if not found:
        return None
    try:
        return datetime.strptime(found, form)  # noqa: DTZ007
    except ValueError as error:
        raise CellError("bad_date", found) from error
