"""Fonts at hand: the system's, and the two Chinese ones that come with the program."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

#: Of these the regular weight comes with the program; heavier print is drawn by thickening it.
OURS = ("Noto Serif SC", "Noto Sans SC")


@cache
def fonts() -> Any:
    """All fonts, looked for once in a process."""
    import pylopdf_fonts_zh_cn
    import typst

    return typst.Fonts(font_paths=[str(Path(pylopdf_fonts_zh_cn.__file__).parent)])


@cache
def _families() -> frozenset[str]:
    return frozenset(fonts().families())


def at_hand(names: Sequence[str]) -> list[str]:
    """Those that are there, in order."""
    return [name for name in names if name in _families()]
