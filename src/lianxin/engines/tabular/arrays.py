"""pyarrow without its stubs: those know too little of dictionaries and kernels for strict typing.

And as reading millions of rows wants it: with memory that stays at hand, and without pandas.
"""

import sys
import threading
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from typing import Any, TypeAlias

import pyarrow
import pyarrow.compute
import pyarrow.csv

pa: Any = pyarrow
pc: Any = pyarrow.compute
csv: Any = pyarrow.csv

Array: TypeAlias = Any  # pa.Array
DataType: TypeAlias = Any  # pa.DataType


class _NotInstalled(MetaPathFinder):
    """Says so of pandas, to the thread that made it."""

    def __init__(self) -> None:
        self._thread = threading.get_ident()

    def find_spec(self, fullname: str, path: Sequence[str] | None, target: Any = None) -> None:
        if fullname == "pandas" and threading.get_ident() == self._thread:
            raise ModuleNotFoundError(name=fullname)


def _without_pandas() -> None:
    """pyarrow looks for pandas once, with the first value it converts, to tell its objects from others.

    None are ever handed to it here; loading pandas takes 0.2 s, as long as 100,000 order lines.
    """
    finders = sys.meta_path
    sys.meta_path = [_NotInstalled(), *finders]  # another list, as other threads may be going through the old
    try:
        pa.scalar("")
    finally:
        sys.meta_path = finders


def _quick_memory() -> None:
    """pyarrow's usual allocator gives memory back at once and gets it anew in huge pages, which the system
    clears: a tenth of the time of an import."""
    if "jemalloc" in pa.supported_memory_backends():
        pa.set_memory_pool(pa.jemalloc_memory_pool())


_without_pandas()
_quick_memory()
