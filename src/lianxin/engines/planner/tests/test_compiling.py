"""Kernels that only kernels call, and what the folder of compiled kernels is named by."""

import inspect
import shutil
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numba.core.registry import CPUDispatcher

from lianxin.engines.planner import compiling
from lianxin.engines.planner.compiling import kernel_name, kernel_sources, sort_down

PLANNER = Path(compiling.__file__).parent


def test_an_inner_kernel_is_refused_from_python():
    with pytest.raises(TypeError, match="only kernels call sort_down"):
        sort_down(np.zeros(2), 2, np.zeros(2, dtype=np.int64))


def kernels() -> Iterator[Any]:
    """Every kernel of the planner, from whatever module has one."""
    for path in PLANNER.rglob("*.py"):
        parts = path.relative_to(PLANNER).with_suffix("").parts
        if "tests" not in parts and parts[-1] != "__init__":
            module = import_module(".".join(["lianxin.engines.planner", *parts]))
            yield from (one for one in vars(module).values() if isinstance(one, CPUDispatcher))


def test_sources_have_each_kernel_and_whatever_it_uses_of_the_planner():
    sources, seen = set(kernel_sources(PLANNER)), 0
    for kernel in kernels():
        code = kernel.py_func
        used = [code.__globals__.get(name) for name in code.__code__.co_names]
        for one in [code, *(getattr(thing, "py_func", thing) for thing in used)]:
            if getattr(one, "__module__", "").startswith("lianxin."):
                assert Path(inspect.getfile(one)) in sources
                seen += 1
    assert seen > 100


@pytest.mark.parametrize(
    ("changed", "anew"),
    [
        ("tweaking.py", True),  # kernels
        ("arrays.py", True),  # what they are handed
        ("assignment/annealing.py", True),
        ("solving.py", False),
        ("tests/test_compiling.py", False),
        ("exact/tests/test_lumps.py", False),
    ],
)
def test_the_folder_is_named_anew_when_a_source_of_kernels_changes(
    tmp_path: Path, changed: str, anew: bool
) -> None:
    copy = tmp_path / "planner"
    shutil.copytree(PLANNER, copy, ignore=shutil.ignore_patterns("__pycache__"))
    assert kernel_name(copy) == kernel_name(PLANNER)
    with (copy / changed).open("a") as source:
        source.write("# A line more.\n")
    assert (kernel_name(copy) != kernel_name(PLANNER)) is anew
