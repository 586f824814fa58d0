"""What creators are expected to sell: learnt from past sessions, in the form that the planner takes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from functools import lru_cache

from lianxin.engines import forecast as engine
from lianxin.engines.forecast import Fit, Offer, PastLine
from lianxin.engines.planner import Demand, Slot
from lianxin.planning.queries.past import Goods, Past, past, state
from lianxin.planning.rules.produce import ALL_YEAR

#: More lines take longer to learn from than anybody waits, and say little more. Newest first.
MOST_LINES = 2500
#: What the planner's file keeps of a number.
_PLACES = 4


@dataclass(frozen=True)
class Learnt:
    """A fit, the lines it is from, and the products."""

    fit: Fit
    lines: tuple[PastLine, ...]
    goods: Mapping[str, Goods]


def expected_demand(
    creators: Sequence[str],
    products: Mapping[str, float] | Iterable[str],
    slots: Sequence[Slot],
    studio_types: Sequence[str],
    *,
    most_units: int = 3,
) -> Demand | None:
    """What each creator is expected to sell of each product in each slot. None where there is no past.

    `products`: numbers, or number → the price that buyers will pay, in yuan. New creators and products get
    what is usual for their category. The planner rounds what a session sells down to whole pieces.
    """
    learnt = learnt_of(creators)
    if learnt is None or not slots or not studio_types:
        return None
    prices = products if isinstance(products, Mapping) else dict.fromkeys(products, 0.0)
    found = engine.expected(
        learnt.fit,
        creators,
        [_offer(number, price, learnt.goods) for number, price in prices.items()],
        [datetime.combine(slot.date, time.fromisoformat(slot.starts)) for slot in slots],
        studio_types,
        most_units=most_units,
        sessions_a_week=engine.sessions_a_week(learnt.lines),
    )
    return Demand(
        curve=tuple(round(one, _PLACES) for one in found.curve),
        cv=round(found.cv, _PLACES),
        base={pair: round(value, _PLACES) for pair, value in found.base.items()},
        slot_factor={p: tuple(round(one, _PLACES) for one in row) for p, row in found.slot_factor.items()},
        studio_factor={
            p: {kind: round(one, _PLACES) for kind, one in row.items()}
            for p, row in found.studio_factor.items()
        },
    )


def _offer(number: str, price: float, goods: Mapping[str, Goods]) -> Offer:
    known = goods.get(number, Goods("", ALL_YEAR, 0.0))
    return Offer(number, known.category, price or known.price, known.fresh_in)


def learnt_of(creators: Sequence[str], before: datetime | None = None) -> Learnt | None:
    """What past sessions teach; those of the creators asked about first. `before`: as it was known then.

    Kept until the records or the order lines change. None where nothing was ever sold in a session.
    """
    return _learnt(state(), tuple(sorted(set(creators))), before)


@lru_cache(maxsize=8)
def _learnt(state: str, creators: tuple[str, ...], before: datetime | None) -> Learnt | None:
    known = past()
    lines = chosen(known, creators, before)
    if not any(line.sold for line in lines):
        return None
    return Learnt(engine.fit(lines), tuple(lines), known.goods)


def chosen(known: Past, creators: Sequence[str], before: datetime | None) -> list[PastLine]:
    """At most MOST_LINES, the newest: of the creators asked about, and if there is room of others."""
    asked = set(creators)
    lines = known.before(before) if before else known.lines
    own = [line for line in lines if line.shown.creator in asked][-MOST_LINES:]
    others = [line for line in lines if line.shown.creator not in asked]
    room = MOST_LINES - len(own)
    return sorted([*own, *(others[-room:] if room else ())], key=lambda one: one.shown.starts_at)
