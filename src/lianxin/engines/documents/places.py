"""Where figures stand: each Shown of the composed parts, in order, has a mark that its form can carry."""

from collections.abc import Iterator

from lianxin.engines.documents.compose import Grid, Line, Part
from lianxin.engines.documents.model import Inlines, Shown

_PREFIX = "lianxin_"


def mark(number: int) -> str:
    """The name of a bookmark or anchor."""
    return f"{_PREFIX}{number}"


def number_of(name: str) -> int | None:
    """The place that a mark stands for, or None."""
    rest = name.removeprefix(_PREFIX)
    return int(rest) if rest != name and rest.isascii() and rest.isdecimal() and len(rest) < 8 else None


def texts(parts: tuple[Part, ...]) -> Iterator[Inlines]:
    """The inlines of all lines and cells."""
    for part in parts:
        if isinstance(part, Line):
            yield part.inlines
        elif isinstance(part, Grid):
            yield from (cell for row in part.table.rows for cell in row)


def shown(parts: tuple[Part, ...]) -> Iterator[Shown]:
    return (inline for inlines in texts(parts) for inline in inlines if isinstance(inline, Shown))
