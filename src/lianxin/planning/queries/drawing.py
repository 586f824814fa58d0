"""From a season and the records to what the planner plans: an instance. No person is shown by it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from lianxin.engines.planner import Creator, Demand, Grower, Problem, Product, Rules, Slot, Studio
from lianxin.market.models import Product as Goods
from lianxin.people.queries import current_number
from lianxin.planning import rules
from lianxin.planning.models import CreatorTerms, Disruption, Floor, Proposal, Season, Supply
from lianxin.planning.queries.demand import demand_for
from lianxin.planning.rules.produce import harvested
from lianxin.records.models import Revision
from lianxin.spaces.models import Closure, Terms, WeekdayHours
from lianxin.spaces.queries import known
from lianxin.spaces.rules import Room, Span, beijing_day, midnight

_SHEETS = ("bookings", "studios", "bases", "products", "live_sessions", "live_items")


def drawn_from(season: Season) -> str:
    """Changes whenever what an instance is drawn from may have changed."""
    revisions = Revision.objects.filter(sheet__in=_SHEETS).order_by("sheet").values_list("sheet", "number")
    beside = [Closure.objects.count(), WeekdayHours.objects.count(), Terms.objects.count()]
    return " ".join([str(season.edited), *(f"{sheet}:{n}" for sheet, n in revisions), *map(str, beside)])


def draw(season: Season, known_demand: Demand | None = None) -> Problem:
    """Raises NotPlanned where something that a plan needs is missing altogether.

    `known_demand`: what was learnt for the same creators, products and times; else the forecast is asked,
    which may take some seconds.
    """
    terms, supplies = CreatorTerms.objects.filter(season=season), Supply.objects.filter(season=season)
    return drawn(season, list(terms), list(supplies), known_demand)


def drawn(
    season: Season,
    terms: Sequence[CreatorTerms],
    supplies: Sequence[Supply],
    known_demand: Demand | None = None,
) -> Problem:
    """With terms and supplies as given; of a season that is not kept nothing else is known. Raises too."""
    slots = rules.slots_of(season.first, season.weeks, season.starts, season.minutes)
    for found, code in (
        (slots, "season_no_times"),
        (terms, "season_no_creators"),
        (supplies, "season_no_supply"),
    ):
        if not found:
            raise rules.NotPlanned(code)
    away = _disruptions(season)
    rooms = _studios(season, slots, away)
    if not rooms:
        raise rules.NotPlanned("season_no_studios")
    growers, products = _products(season, supplies, slots, away)
    kinds = tuple(sorted({one.type for one in rooms}))
    creators = _creators(season, terms, slots, away, kinds)
    return Problem(
        slots=slots,
        creators=creators,
        studios=rooms,
        growers=growers,
        products=products,
        demand=known_demand or demand_for(season, [one.id for one in creators], supplies, slots, kinds),
        rules=rules_of(season),
    )


def rules_of(season: Season) -> Rules:
    return Rules(
        units=season.units,
        max_units_per_product=season.max_units_per_product,
        repeat_per_week=season.repeat_per_week,
        max_run=season.max_run,
        last_slot_order=len(season.starts) - 1,
        fatigue=tuple(float(one) for one in season.fatigue),
        promise_penalty=season.promise_penalty,
        floor_penalty=season.floor_penalty,
        creator_penalty=float(season.creator_penalty),
    )


_Away = dict[tuple[str, str], list[Disruption]]


def _disruptions(season: Season) -> _Away:
    """(kind, whom it hits) → what is known."""
    found: _Away = defaultdict(list)
    for one in Disruption.objects.filter(season=season.pk):
        found[one.kind, current_number(one.member_no) if one.member_no else one.target].append(one)
    return found


def _hit(found: Iterable[Disruption], day: date) -> bool:
    return any(one.first <= day <= one.last for one in found)


def _creators(
    season: Season, terms: Sequence[CreatorTerms], slots: Sequence[Slot], away: _Away, kinds: tuple[str, ...]
) -> tuple[Creator, ...]:
    found = []
    for place, one in enumerate(terms):
        number = current_number(one.member_no)
        gone = [*away["away", number], *away["platform", one.platform]]
        free = frozenset(
            slot.id
            for slot in slots
            if (not one.starts or slot.starts in one.starts)
            and not _hit(gone, slot.date)
            and (
                not rules.is_good(slot, season.good_from)
                or rules.in_turn(place, slot, float(season.good_share))
            )
        )
        types = tuple(kind for kind in one.studio_kinds if kind in kinds) or kinds
        found.append(Creator(number, float(one.fee), one.max_per_week, one.min_total, types, free))
    return tuple({one.id: one for one in found}.values())  # two numbers may have become one person


def _products(
    season: Season, supplies: Sequence[Supply], slots: Sequence[Slot], away: _Away
) -> tuple[tuple[Grower, ...], tuple[Product, ...]]:
    producer = dict(Goods.unscoped.values_list("product_no", "producer_id"))
    floors = {one.grower: float(one.floor) for one in Floor.objects.filter(season=season.pk)}
    products = []
    for one in supplies:
        grower = producer.get(one.product_no, "")
        units = _units(season, one, away["supply", one.product_no])
        products.append(
            Product(one.product_no, grower, float(one.margin), one.shelf_weeks, units, one.promise)
        )
    names = dict.fromkeys([*floors, *(one.grower for one in products)])
    return tuple(Grower(name, floors.get(name, 0.0)) for name in names), tuple(products)


def _units(season: Season, supply: Supply, less: Sequence[Disruption]) -> tuple[float, ...]:
    """One for each week: nought where none is given; what a frost leaves counts from its week on."""
    given = [float(one) for one in supply.units][: season.weeks]
    given += [0.0] * (season.weeks - len(given))
    for one in less:
        given = harvested(given, weeks_hit(season, one), float(one.share) / 100, one.later)
    return tuple(given)


def weeks_hit(season: Season, one: Disruption) -> list[int]:
    """Weeks of the season with a day in it."""
    mondays = [season.first + timedelta(days=7 * week) for week in range(season.weeks)]
    return [
        week
        for week, monday in enumerate(mondays)
        if one.first <= monday + timedelta(days=6) and monday <= one.last
    ]


def _studios(season: Season, slots: Sequence[Slot], away: _Away) -> tuple[Studio, ...]:
    whole = Span(midnight(season.first), midnight(season.last + timedelta(days=1)))
    ours = _booked_by_plan(season)
    found = []
    for room in known.rooms(whole).values():
        held = tuple(span for span in room.taken if (room.studio_no, span.start, span.end) not in ours)
        shut = away["shut", room.studio_no]
        free = free_slots(replace(room, taken=held), slots)
        open_ = frozenset(n for n in free if not _hit(shut, slots[n].date))
        hourly = float(room.terms.price)
        cost = hourly * season.minutes / 60 if hourly else float(season.studio_cost)
        if open_:
            found.append(Studio(room.studio_no, room.kind, cost, open_))
    return tuple(found)


def _booked_by_plan(season: Season) -> set[tuple[str, Any, Any]]:
    """Times that released sessions of this season hold: they are the plan's to move."""
    held = Proposal.objects.filter(season=season.pk, state=Proposal.State.RELEASED)
    return set(held.values_list("studio_no", "starts_at", "ends_at"))


def free_slots(room: Room, slots: Iterable[Slot]) -> frozenset[int]:
    """The slots in which a studio is open, not closed and not held."""
    near: dict[date, list[Span]] = defaultdict(list)
    held = [one.padded(room.terms.buffer_minutes) for one in room.taken]
    for span in [*held, *(one.span for one in room.closures)]:
        day = beijing_day(span.start)
        while day <= beijing_day(span.end):
            near[day].append(span)
            day += timedelta(days=1)
    return frozenset(
        slot.id
        for slot in slots
        if (span := Span(*rules.moments(slot))) and _is_free(room, span, near[slot.date])
    )


def _is_free(room: Room, span: Span, near: Iterable[Span]) -> bool:
    return not any(one.overlaps(span) for one in near) and any(
        span.within(one) for one in room.hours.around(span)
    )
