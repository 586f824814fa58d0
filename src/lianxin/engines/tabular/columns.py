"""Whole columns through the scalar cleaners: each distinct value once, and canonical values not at all.

A shortcut takes strings and gives the typed value where the string is already canonical, null elsewhere. What
it gives must be what the scalar would give; the property tests hold it to that.
"""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np

from lianxin.engines.tabular import cells
from lianxin.engines.tabular.arrays import Array, DataType, pa, pc
from lianxin.engines.tabular.problems import CellError, Problem

Scalar = Callable[[Any], Any]
Shortcut = Callable[[Array], Array]
Refused = dict[int, CellError]

FEW = 50  # values; below, the cleaner itself is quicker than setting up a shortcut

_WORD = r"^[0-9A-Za-z_-]{5,}$"
_TEXT = r"^[0-9A-Za-z一-龥][^\x00-\x1f\x7f]{3,}[0-9A-Za-z一-龥]$"
_MONEY = r"^-?[0-9]{1,15}(\.[0-9]{1,2})?$"
_DRESSED = r"^[¥￥]?-?[0-9]{1,3}(,[0-9]{3}){0,4}(\.[0-9]{1,2})?元?$"
_QUANTITY = r"^-?[0-9]{1,13}(\.[0-9]{1,4})?$"
_COUNT = r"^-?[0-9]{1,17}$"
_DAY = r"(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])|(0[13-9]|1[0-2])-(29|30)|(0[13578]|1[02])-31"
_MOMENT = rf"^(19|20|21)[0-9]{{2}}-({_DAY}) ([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]$"


class Mapped(NamedTuple):
    """`values` as long as the column; where a cell was refused they are empty ("", [] or null).

    `refused`: position in the chunk → error, ascending.
    """

    values: Array
    refused: Refused

    def problems(self, column: str, row_numbers: Array) -> list[Problem]:
        """The refused cells with the rows they stand in."""
        return [
            Problem(row_numbers[at].as_py(), column, error.value, error.code, error.params)
            for at, error in self.refused.items()
        ]


def map_column(array: Array, scalar: Scalar, *, to: DataType = None) -> Mapped:
    """Cleans a column of a Chunk with a cleaner of `cells`, or another function of a text.

    The result's type is the cleaner's own: string (text, identifier; a dictionary stays one), int64,
    decimal128 (18,2) (amount, percent) or (18,4) (decimal), date32, timestamp[us], bool, list<string>. With
    other functions it is `to`, string by default.
    """
    own, *shortcuts = _KINDS.get(scalar, (pa.string(),))
    job = _Job(scalar, to or own, shortcuts)
    if not isinstance(array, pa.DictionaryArray):
        return job.run(array)
    values, refused = job.run(array.dictionary)
    return Mapped(_spread(values, array.indices), _spread_refused(refused, array.indices))


class _Job:
    def __init__(self, scalar: Scalar, type_: DataType, shortcuts: Sequence[Shortcut]) -> None:
        self.scalar = scalar
        self.type = type_
        self.shortcuts = shortcuts

    def run(self, array: Array) -> Mapped:
        """Canonical as it stands, or once trimmed (Douyin puts a TAB on every id), or else one by one."""
        if len(array) < FEW or not self.shortcuts:
            return self._one_by_one(array)
        return self._quickly(array, self.shortcuts[:1], self._trimmed)

    def _trimmed(self, array: Array) -> Mapped:
        return self._quickly(pc.utf8_trim(array, cells.TRIM), self.shortcuts, self._one_by_one)

    def _quickly(
        self, array: Array, shortcuts: Sequence[Shortcut], otherwise: Callable[[Array], Mapped]
    ) -> Mapped:
        """The first shortcut, what it leaves to the next, and so on; what all leave to `otherwise`."""
        if not shortcuts:
            return otherwise(array)
        done = shortcuts[0](array)
        if not done.null_count:
            return Mapped(done, {})
        if done.null_count == len(done):
            return self._quickly(array, shortcuts[1:], otherwise)
        left = pc.is_null(done)
        values, refused = self._quickly(array.filter(left), shortcuts[1:], otherwise)
        places = np.flatnonzero(left.to_numpy(zero_copy_only=False)) if refused else np.empty(0, np.int64)
        moved = {int(places[at]): error for at, error in refused.items()}
        return Mapped(pc.replace_with_mask(done, left, values), moved)

    def _one_by_one(self, array: Array) -> Mapped:
        coded = pc.dictionary_encode(array)
        values: list[Any] = []
        refused: Refused = {}
        for at, value in enumerate(coded.dictionary.to_pylist()):
            try:
                values.append(self.scalar(value))
            except CellError as error:
                refused[at] = error
                values.append(self._empty())
        typed = pa.array(values, self.type)
        return Mapped(typed.take(coded.indices), _spread_refused(refused, coded.indices))

    def _empty(self) -> Any:
        if pa.types.is_string(self.type):
            return ""
        return [] if pa.types.is_list(self.type) else None


def _spread(values: Array, indices: Array) -> Array:
    """Texts stay a dictionary, of distinct values; others are written out."""
    if not pa.types.is_string(values.type):
        return values.take(indices)
    coded = pc.dictionary_encode(values)  # "a" and "a " have become one
    if len(coded.dictionary) < len(values):
        return pa.DictionaryArray.from_arrays(coded.indices.take(indices), coded.dictionary)
    return pa.DictionaryArray.from_arrays(indices, values)


def _spread_refused(refused: Refused, indices: Array) -> Refused:
    if not refused:
        return {}
    places = indices.to_numpy(zero_copy_only=False)
    hit = np.flatnonzero(np.isin(places, list(refused)))
    return {int(at): refused[int(places[at])] for at in hit}


def _where(array: Array, canonical: Array, type_: DataType) -> Array:
    kept = array if pc.all(canonical).as_py() else pc.if_else(canonical, array, None)
    return kept if pa.types.is_string(type_) else pc.cast(kept, type_)


def _matching(pattern: str, type_: DataType) -> Shortcut:
    return lambda array: _where(array, pc.match_substring_regex(array, pattern), type_)


_matching_moments = _matching(_MOMENT, pa.timestamp("us"))


def _moments(array: Array) -> Array:
    """Arrow reads days and times fast, but refuses the whole column for one bad value, and takes any year."""
    usual = pc.equal(
        pc.binary_length(array), 19
    )  # 2021-06-09 21:25:25; no other form that Arrow reads is as long
    try:
        found = _where(array, usual, pa.timestamp("s"))
    except pa.ArrowInvalid:
        return _matching_moments(array)
    span = pc.min_max(found)
    if any(at.is_valid and at.as_py().year not in cells.YEARS for at in (span["min"], span["max"])):
        return _matching_moments(array)
    return found.cast(pa.timestamp("us"))


def _dressed_amounts(array: Array) -> Array:
    """1,299.90 and ¥49.90: from 1,000 on, every second amount of some exports."""
    written = _where(array, pc.match_substring_regex(array, _DRESSED), pa.string())
    return pc.cast(pc.replace_substring_regex(written, "[¥￥元,]", ""), pa.decimal128(18, 2))


def _alphanumeric(array: Array) -> Array:
    """Letters and digits; from five on, which leaves out all empty words."""
    return _where(
        array, pc.and_(pc.ascii_is_alnum(array), pc.greater(pc.binary_length(array), 4)), pa.string()
    )


_KINDS: dict[Scalar, tuple[Any, ...]] = {  # the type, then the shortcuts, cheapest first
    cells.text: (pa.string(), _matching(_TEXT, pa.string())),
    cells.identifier: (pa.string(), _alphanumeric, _matching(_WORD, pa.string())),
    cells.whole: (pa.int64(), _matching(_COUNT, pa.int64())),
    cells.decimal: (pa.decimal128(18, 4), _matching(_QUANTITY, pa.decimal128(18, 4))),
    cells.amount: (pa.decimal128(18, 2), _matching(_MONEY, pa.decimal128(18, 2)), _dressed_amounts),
    cells.percent: (pa.decimal128(18, 2),),
    cells.day: (pa.date32(),),
    cells.moment: (pa.timestamp("us"), _moments),
    cells.flag: (pa.bool_(),),
    cells.words: (pa.list_(pa.string()),),
}
