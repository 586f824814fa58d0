"""Compiling kernels with numba, and keeping the machine code for the next start.

numba looks only at a function's own file to tell whether kept code is still right; the folder is named by a
hash of all sources that kernels are compiled from, so that a change in any of them starts afresh.
"""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar, cast

import numba
import numpy as np
from numba import njit
from numba.core.registry import CPUDispatcher
from numpy.typing import NDArray

F = TypeVar("F", bound=Callable[..., Any])
HERE = __name__.rpartition(".")[0]
IMPORTED = re.compile(rf"^ *(?:from|import) {re.escape(HERE)}\.([\w.]+)", re.MULTILINE)


def kernel_sources(planner: Path) -> list[Path]:
    """The modules of the folder that compile kernels, and all of the folder that they import."""
    imports = {
        path: {planner / f"{name.replace('.', '/')}.py" for name in IMPORTED.findall(path.read_text("utf-8"))}
        for path in planner.rglob("*.py")
        if "tests" not in path.relative_to(planner).parts
    }
    new = {path for path, others in imports.items() if planner / "compiling.py" in others}
    found = set[Path]()
    while new:
        found |= new
        new = {other for path in new for other in imports[path]} - found
    return sorted(found)


def kernel_name(planner: Path) -> str:
    """The name of the folder for kernels compiled from these sources by this numba."""
    sources = sha256(numba.__version__.encode())
    for path in kernel_sources(planner):
        sources.update(path.read_bytes())
    return f"kernels-{sources.hexdigest()[:16]}"


def kernel_folder() -> Path:
    """Where compiled kernels are kept: the user's cache folder, else the temporary one."""
    name = kernel_name(Path(__file__).parent)
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    for folder in (cache / "lianxin" / name, Path(tempfile.gettempdir()) / f"lianxin-{os.getuid()}" / name):
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError:
            continue
        if os.access(folder, os.W_OK):
            return folder
    return Path(tempfile.mkdtemp(prefix="lianxin-kernels-"))


if not numba.config.CACHE_DIR:  # type: ignore[attr-defined]  # NUMBA_CACHE_DIR of the environment wins
    numba.config.CACHE_DIR = str(kernel_folder())  # type: ignore[attr-defined]


def _jit(function: F, **more: Any) -> F:
    """Without a way in from C, which nobody takes."""
    options: dict[str, Any] = {"cache": True, "nogil": True, "no_cfunc_wrapper": True} | more
    return cast(F, njit(**options)(function))


def compiled(function: F) -> F:
    """Compile; the interpreter lock is not held while it runs.

    Without numba's counting of references, which would cost more than the work itself wherever tuples of
    arrays are handed on. So the function may not make arrays: what it needs is handed to it.
    """
    return _jit(function, _nrt=False)


class _Inner(CPUDispatcher):
    """A kernel without a way in from Python, where a call would read from nowhere."""

    def __call__(self, *_args: Any, **_kwargs: Any) -> Any:
        raise TypeError(f"only kernels call {self.py_func.__name__}")


def inner(function: F) -> F:
    """Like :func:`compiled`, for what only other kernels call.

    The way in from Python is left out: for tuples of so many arrays it is longer than most functions.
    """
    made: Any = _jit(function, _nrt=False, no_cpython_wrapper=True)
    made.__class__ = _Inner
    return cast(F, made)


def allocating(function: F) -> F:
    """Like :func:`compiled`, for functions that make arrays."""
    return _jit(function)


def inlined(function: F) -> F:
    """For small functions in hot loops."""
    return _jit(function, inline="always")


@inner
def copy_row(source: NDArray[Any], target: NDArray[Any]) -> None:
    """Write a row over another; ``target[:] = source`` might make an array on the way."""
    for i in range(target.shape[0]):
        target[i] = source[i]


@inner
def sort_down(score: NDArray[np.float64], count: int, order: NDArray[np.int64]) -> None:
    """The first ``count`` places of ``score``, the highest first, into ``order``."""
    for i in range(count):
        at = i
        while at > 0 and score[order[at - 1]] < score[i]:
            order[at] = order[at - 1]
            at -= 1
        order[at] = i
