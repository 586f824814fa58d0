"""Where figures stand: each Shown of the composed parts, in order, has a mark that its form can carry."""

from collections.abc import Iterator

from lianxin.engines.documents.compose import Grid, Line, Part
from lianxin.engines.documents.model import Inlines, Shown

_PREFIX = "lianxin_"


def mark(number: int) -> str:
    """The name of a bookmark or anchor."""
    return f"{_PREFIX}{number}"


def texts(parts: tuple[Part, ...]) -> Iterator[Inlines]:
    """The inlines of all lines and cells."""
    for part in parts:
        if isinstance(part, Line):
            yield part.inlines
        elif isinstance(part, Grid):
            yield from (cell for row in part.table.rows for cell in row)


def shown(parts: tuple[Part, ...]) -> Iterator[Shown]:
    return (inline for inlines in texts(parts) for inline in inlines if isinstance(inline, Shown))


def first_marks(parts: tuple[Part, ...]) -> dict[str, str]:
    """Figure → the mark of the place where it is printed first."""
    found: dict[str, str] = {}
    for number, one in enumerate(shown(parts)):
        found.setdefault(one.figure, mark(number))
    return found
