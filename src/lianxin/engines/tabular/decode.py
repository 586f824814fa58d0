"""Bytes of a column to text, touching each distinct value once."""

import numpy as np

from lianxin.engines.tabular.arrays import Array, pa, pc

Columns = dict[str, Array]


def to_text(array: Array, codec: str) -> Array:
    """binary → string, dictionary of binary → dictionary of string. Never null; broken bytes give U+FFFD."""
    if array.null_count:  # only a column that the block does not have is null, and then all of it
        array = pa.array(np.full(len(array), b"", object), pa.binary())
    if isinstance(array, pa.DictionaryArray):
        return pa.DictionaryArray.from_arrays(array.indices, to_text(array.dictionary, codec))
    if codec == "utf-8" or _is_ascii(array):
        try:
            return array.cast(pa.string())
        except pa.ArrowInvalid:
            pass
    coded = pc.dictionary_encode(array)
    decoded = pa.array(
        [value.decode(codec, "replace") for value in coded.dictionary.to_pylist()], pa.string()
    )
    return decoded.take(coded.indices)


def _is_ascii(array: Array) -> bool:
    values = array.buffers()[2]
    return values is None or not len(values) or int(np.frombuffer(values, np.uint8).max()) < 128
