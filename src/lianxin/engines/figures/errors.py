"""What can go wrong when figures are asked for.

FigureError
├── UnknownFigure       no figure has that key
├── UnknownDimension    the figure cannot be split or filtered by that
├── BadValue            a month or year to filter by that is none
├── TableMissing        a figure needs a table that the store does not hold
└── EngineMissing       the engine asked for is not installed
    └── JavaMissing     it needs Java, which is missing or too old
"""

from collections.abc import Iterable
from difflib import get_close_matches


def nearest(word: str, words: Iterable[str]) -> tuple[str, ...]:
    """At most three words that may have been meant, the likeliest first."""
    words = sorted(set(words))
    by_part = [w for w in words if word and word in w]
    return tuple(dict.fromkeys([*get_close_matches(word, words, 3, 0.6), *by_part]))[:3]


class FigureError(Exception):
    """`code` and `params` say what happened; the words live elsewhere."""

    code = "figure"

    def __init__(self, **params: object) -> None:
        super().__init__(self.code, params)
        self.params = params


class UnknownFigure(FigureError):
    """params: key, near (keys that may have been meant)."""

    code = "unknown_figure"

    def __init__(self, key: str, keys: Iterable[str]) -> None:
        super().__init__(key=key, near=nearest(key, keys))


class UnknownDimension(FigureError):
    """params: key ("" for all figures), dimension, near, known (what the figure can be split by)."""

    code = "unknown_dimension"

    def __init__(self, key: str, dimension: str, known: Iterable[str]) -> None:
        known = tuple(known)
        super().__init__(key=key, dimension=dimension, near=nearest(dimension, known), known=known)


class BadValue(FigureError):
    """params: dimension, value."""

    code = "bad_dimension_value"

    def __init__(self, dimension: str, value: str) -> None:
        super().__init__(dimension=dimension, value=value)


class TableMissing(FigureError):
    """params: table."""

    code = "table_missing"

    def __init__(self, table: str) -> None:
        super().__init__(table=table)


class EngineMissing(FigureError):
    """params: engine."""

    code = "engine_missing"

    def __init__(self, engine: str) -> None:
        super().__init__(engine=engine)


class JavaMissing(EngineMissing):
    """params: engine."""

    code = "java_missing"
