"""The figures that a writer can put into a report: what each says now, and the references to copy."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.utils.translation import gettext as _

from lianxin.core import hooks
from lianxin.core.home import home
from lianxin.core.pinyin import matches
from lianxin.core.sheets import sheets
from lianxin.engines.figures import Figure
from lianxin.lib.dates import parse_period
from lianxin.reports.queries.answers import figures, naming_columns
from lianxin.web.words import dimension_words, in_language

Value = int | float | str | None


@dataclass(frozen=True)
class Way:
    """One way to print a figure. `block`: on a line of its own."""

    words: str
    reference: str
    block: bool = False


@dataclass(frozen=True)
class Insertable:
    key: str
    name: str
    unit: str
    value: Value
    ways: tuple[Way, ...]


def insertable(*, text: str, period: str, snapshot: str) -> list[Insertable]:
    """Those whose name or key the text fits, as it is typed: characters, pinyin, initials.

    Raises what `figures` raises.
    """
    values = _values(home().lake, parse_period(period).text, snapshot)
    return [
        Insertable(figure.key, _name(figure), figure.unit, values[figure.key], tuple(_ways(figure)))
        for figure in hooks.figures
        if _fits(figure, text.strip())
    ]


def _fits(figure: Figure, text: str) -> bool:
    low = text.lower()
    return not text or matches(text, figure.zh) or low in figure.key or low in figure.en.lower()


def _ways(figure: Figure) -> Iterator[Way]:
    yield Way(_("with its unit"), f"{{{{ {figure.key} }}}}")
    yield Way(_("number only"), f"{{{{ {figure.key} | style=number }}}}")
    yield Way(_("in round words"), f"{{{{ {figure.key} | style=phrase }}}}")
    if figure.kind == "flow":
        yield Way(_("change on a year earlier"), f"{{{{ {figure.key} | style=change }}}}")
    for name in figure.by:
        if name in naming_columns() or name.endswith("officer_no"):
            continue  # a report names no persons by their numbers
        said = dimension_words(name)
        yield Way(
            _("table by %(name)s") % {"name": said}, f"{{{{ {figure.key} | style=table | by={name} }}}}", True
        )
        yield Way(
            _("chart by %(name)s") % {"name": said}, f"{{{{ {figure.key} | style=chart | by={name} }}}}", True
        )


def figure_name(key: str) -> str:
    """In the active language; the key of one that the program does not know any more."""
    return next((_name(figure) for figure in hooks.figures if figure.key == key), key)


def column_name(key: str, column: str) -> str:
    """What a column of a figure's rows is called: as the figure calls it, else as the sheets do."""
    figure = next((one for one in hooks.figures if one.key == key), None)
    own = figure.labels.get(column, "") if figure else ""
    held = next((one.by_name[column].zh for one in sheets() if column in one.by_name), "")
    return in_language(own or held or column, column.replace("_", " ").capitalize())


def _name(figure: Figure) -> str:
    return in_language(figure.zh, figure.en)


@lru_cache(maxsize=32)
def _values(place: Path, period: str, snapshot: str) -> dict[str, Value]:
    """`place` is in the key because a snapshot's number is its own lake's."""
    answers = figures(period=period, snapshot=snapshot)["figures"]
    return {answer["key"]: answer["value"] for answer in answers}
