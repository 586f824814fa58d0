"""What a new season can begin with, from what is on record: creators, products, and what there is to sell.

Terms and supplies are those of the latest season that has them; where none has, these stand in:
- creators: who held at least SESSIONS sessions in the last year on record, is a member on the first day, and
  has no other terms than those of the model (no fee, four sessions a week);
- products: what is on the market on the first day, fresh in one of the season's months, and was sold in past
  sessions; the price is what a piece was paid there, the margin MARGIN of it;
- supply: in each week what sessions sold of it in a usual week in which it was shown; what has a season of
  its own keeps a week longer, anything else four.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Q

from lianxin.engines.forecast import PastLine
from lianxin.market.models import Product
from lianxin.people.models import Member
from lianxin.planning.models import CreatorTerms, Season, Supply
from lianxin.planning.queries.past import past
from lianxin.planning.rules.produce import ALL_YEAR, fresh_months

STARTS = ("10:00", "12:00", "14:00", "16:00", "18:00", "20:00", "22:00")
SESSIONS = 12
MARGIN = Decimal("0.30")
_YEAR = timedelta(days=364)
_KEEPS, _KEEPS_LONG = 1, 4
_MARKET = ("product_no", "season")


@dataclass(frozen=True)
class Beginning:
    """Rows that are not kept anywhere yet. `known_*`: how many of them an earlier season had."""

    season: Season
    terms: list[CreatorTerms]
    supplies: list[Supply]
    known_terms: int
    known_supplies: int


def beginning(first: date, weeks: int) -> Beginning:
    """A season from the Monday `first` on. Whom it names is the caller's to tell."""
    season = Season(name=first.isoformat(), first=first, weeks=weeks, starts=list(STARTS))
    lines = past().lines
    terms = _terms(season, lines)
    supplies = _supplies(season, lines)
    return Beginning(
        season,
        [row for row, _ in terms],
        [row for row, _ in supplies],
        sum(known for _, known in terms),
        sum(known for _, known in supplies),
    )


def _terms(season: Season, lines: Sequence[PastLine]) -> list[tuple[CreatorTerms, bool]]:
    there = Member.unscoped.filter(Q(left_on=None) | Q(left_on__gt=season.first))
    members = set(there.filter(joined_on__lte=season.last).values_list("member_no", flat=True))
    before = {row.member_no: row for row in CreatorTerms.objects.order_by("season__first")}
    known = {no: _anew(row, season) for no, row in before.items() if no in members}
    newest = max((line.shown.starts_at for line in lines), default=None)
    year = {(x.session, x.shown.creator) for x in lines if newest and x.shown.starts_at > newest - _YEAR}
    held = Counter(creator for _, creator in year)
    others = [no for no, count in held.items() if count >= SESSIONS and no in members and no not in known]
    made = [(CreatorTerms(season=season, member_no=no), False) for no in others]
    return sorted([*((row, True) for row in known.values()), *made], key=lambda pair: pair[0].member_no)


def _supplies(season: Season, lines: Sequence[PastLine]) -> list[tuple[Supply, bool]]:
    before = {row.product_no: row for row in Supply.objects.order_by("season__first")}
    weekly = _usual_weeks(lines)
    prices = {line.shown.product: line.shown.price for line in lines}
    months = {(season.first + timedelta(days=n)).month for n in range(7 * season.weeks)}
    found = []
    for product_no, text in _on_the_market(season.first):
        fresh = fresh_months(text)
        if fresh.isdisjoint(months):
            continue
        if product_no in before:
            found.append((_anew(before[product_no], season), True))
        elif weekly.get(product_no, 0) > 0 and prices[product_no] > 0:
            price = Decimal(prices[product_no]).quantize(Decimal("0.01"))
            row = Supply(season=season, product_no=product_no, price=price)
            row.margin = (price * MARGIN).quantize(Decimal("0.01"))
            row.shelf_weeks = _KEEPS if fresh != ALL_YEAR else _KEEPS_LONG
            row.units = [round(weekly[product_no], 1)] * season.weeks
            found.append((row, False))
    return found


def _on_the_market(day: date) -> list[tuple[str, str]]:
    rows = Product.unscoped.filter(Q(delisted_on=None) | Q(delisted_on__gt=day), listed_on__lte=day)
    return [(number, season) for number, season in rows.order_by("product_no").values_list(*_MARKET)]


def _usual_weeks(lines: Sequence[PastLine]) -> dict[str, float]:
    """Product → pieces that sessions sold of it in a week, over the weeks in which it was shown."""
    weeks: dict[str, dict[Any, float]] = defaultdict(lambda: defaultdict(float))
    for line in lines:
        weeks[line.shown.product][line.shown.starts_at.isocalendar()[:2]] += line.sold
    return {product: sum(found.values()) / len(found) for product, found in weeks.items()}


def _anew(row: Any, season: Season) -> Any:
    """The same row for another season, not kept."""
    values = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    made = type(row)(**{name: value for name, value in values.items() if name not in ("id", "season_id")})
    made.season = season
    return made
