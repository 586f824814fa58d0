"""pyarrow, without its stubs: those know too little of dictionaries and kernels to be of use under strict
typing."""

from typing import Any, TypeAlias

import pyarrow
import pyarrow.compute

pa: Any = pyarrow
pc: Any = pyarrow.compute

Array: TypeAlias = Any  # pa.Array
Table: TypeAlias = Any  # pa.Table
Schema: TypeAlias = Any  # pa.Schema

TEXT = pa.string()
CODED = pa.dictionary(pa.int32(), pa.string())  # text that repeats itself
MONEY = pa.decimal128(18, 2)
MOMENT = pa.timestamp("us")


def by_value(array: Array, change: Any, kind: Any = TEXT) -> Array:
    """`change` of each value, called once per distinct one: a plain array of `kind`, or CODED for texts."""
    coded = array if isinstance(array, pa.DictionaryArray) else array.dictionary_encode()
    changed = pa.array([change(value) for value in coded.dictionary.to_pylist()], kind)
    if kind == TEXT:
        return pa.DictionaryArray.from_arrays(coded.indices, changed)
    return changed.take(coded.indices)


def plain(array: Array) -> Array:
    return array.dictionary.take(array.indices) if isinstance(array, pa.DictionaryArray) else array


def coded(array: Array) -> Array:
    return array if isinstance(array, pa.DictionaryArray) else array.dictionary_encode()


def repeat(value: str, count: int) -> Array:
    """The same text `count` times."""
    zeros = pa.repeat(pa.scalar(0, pa.int32()), count)
    return pa.DictionaryArray.from_arrays(zeros, pa.array([value], TEXT))


def blanked(array: Array, word: str) -> Array:
    """With "" where a cell holds `word`."""
    if isinstance(array, pa.DictionaryArray):
        return pa.DictionaryArray.from_arrays(array.indices, blanked(array.dictionary, word))
    return pc.if_else(pc.match_substring(array, word), "", array)


def is_empty(array: Array) -> Array:
    """Where a text is ""."""
    if isinstance(array, pa.DictionaryArray):
        return is_empty(array.dictionary).take(array.indices)
    return pc.equal(pc.binary_length(array), 0)
