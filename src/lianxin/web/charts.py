"""A figure's split as a picture and in words, in the active language: the same for pages and documents."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lianxin.engines.charts import MOST, Bar, Picture, ranking, share, tiles, trend
from lianxin.engines.figures import Count, Difference, Figure, Sum
from lianxin.web.templatetags.numbers import number, short
from lianxin.web.words import chart_words, dimension_words, month_words, period_words, unit_words

#: More bars than these are no ranking any more; the table beside it has them all.
LONGEST = 30
_IN_TIME = ("month", "year")


@dataclass(frozen=True)
class Part:
    """`name` as in `figures --json` ("2021-03", "白节镇", ""); `title`, if people call it otherwise."""

    name: str
    value: int | float | str | None
    href: str = ""
    title: str = ""


def split_picture(parts: Sequence[Part], *, by: str, unit: str, additive: bool, kind: str = "") -> Picture:
    """Time as a trend, towns as tiles, few parts of a whole as a share, anything else as a ranking.

    `additive`: whether the parts add up to the figure, which percentages and distinct counts do not. `kind`:
    trend, tiles, share or ranking, if one was asked for.
    """
    items = [_bar(part, by, unit, parts) for part in parts]
    kind = kind or ("trend" if by in _IN_TIME else "tiles" if by == "town" else "")
    if kind in ("trend", "tiles"):
        return (trend if kind == "trend" else tiles)(items, words=chart_words())
    items.sort(key=lambda item: (item.value is None, -(item.value or 0.0)))
    if kind != "ranking" and additive and 1 < len(items) <= MOST:
        return share(items, words=chart_words())
    return ranking(items[:LONGEST], words=chart_words())


def split_told(parts: Sequence[Part], *, title: str, by: str, unit: str) -> str:
    """What the picture shows, for who cannot see it."""
    head = _("%(figure)s by %(dimension)s") % {"figure": title, "dimension": dimension_words(by).lower()}
    known = [part for part in parts if part.value is not None]
    if not known:
        return _("%(head)s: no records.") % {"head": head}
    count = ngettext("%(n)s value", "%(n)s values", len(known)) % {"n": len(known)}
    most, least = max(known, key=_amount), min(known, key=_amount)
    if len(known) == 1:
        return _("%(head)s: %(most)s.") % {"head": head, "most": _said(most, by, unit, parts)}
    return _("%(head)s, %(count)s: the most %(most)s, the least %(least)s.") % {
        "head": head,
        "count": count,
        "most": _said(most, by, unit, parts),
        "least": _said(least, by, unit, parts),
    }


def adds_up(figure: Figure) -> bool:
    """Whether the parts of the figure are of a whole."""
    return isinstance(figure.fold, Count | Sum | Difference)


def part_name(part: Part, by: str, parts: Sequence[Part]) -> str:
    """Months without their year where all are of one."""
    if by == "month" and len({other.name[:4] for other in parts}) == 1:
        return month_words(part.name)
    if by in _IN_TIME:
        return period_words(part.name)
    return part.title or part.name or _("not filled in")


def _bar(part: Part, by: str, unit: str, parts: Sequence[Part]) -> Bar:
    return Bar(
        label=part_name(part, by, parts),
        value=None if part.value is None else _amount(part),
        text=short(part.value),
        href=part.href,
        told=_said(part, by, unit, parts),
    )


def _said(part: Part, by: str, unit: str, parts: Sequence[Part]) -> str:
    return f"{part_name(part, by, parts)} {number(part.value)}{unit_words(unit)}"


def _amount(part: Any) -> float:
    return float(str(part.value or 0))
