"""What forcing something would cost, at once: it is put into the plan, what that touches is filled again, and
a short search mends the rest.

Every figure is what the plan would be worth so, not a price of the bound; planning anew (`forcing`) searches
longer from there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from lianxin.engines.planner.chain import Chain
from lianxin.engines.planner.problem import Part, Problem, Session
from lianxin.engines.planner.refilling import best_with
from lianxin.engines.planner.reworking import Effort, Forcing, Start
from lianxin.engines.planner.standing import Near, Standing
from lianxin.engines.planner.state import put, take

#: So many ways to force a product in are filled again, the best first.
TRIED = 4
#: Rounds of search in an estimate.
ROUNDS = 200
#: What the kernel takes for any slot.
ANY = -1


def estimated_with(standing: Standing, creator: str, product: str, slot: int | None = None) -> float | None:
    """Yuan gained (lost, if negative) if the creator shows the product once more; None if that cannot be.

    With `slot` in just this slot.
    """
    found = tried(standing, creator, product, slot)
    return found[0].search(_quick()).worth - standing.chain.worth if found else None


def estimated_without(problem: Problem, sessions: Sequence[Session], number: int) -> float | None:
    """Yuan gained (lost, if negative) if the session at this position may not be; None if a lock wants it."""
    start = kept_out(problem, sessions, number)
    if start is None:
        return None
    return start.search(_quick()).worth - Standing(problem, sessions).chain.worth


def _quick() -> Effort:
    return Effort.of(None, 0, ROUNDS)


def kept_out(
    problem: Problem, sessions: Sequence[Session], number: int, near: Near | None = None
) -> Start | None:
    """The plan without a session, whose creator and slot are banned; None if a lock wants it.

    ``near`` are the places that may change, if not those that have to do with the session.
    """
    session = sessions[number]
    current = replace(problem, forbidden=(*problem.forbidden, Part(session.creator, slot=session.slot)))
    try:
        standing = Standing(current, [one for one in sessions if one is not session])
    except ValueError:
        return None
    near = standing.near_sessions([session]) if near is None else near
    return Start(standing, standing.refilled(standing.copy(), near), near)


def tried(
    standing: Standing, creator: str, product: str, slot: int | None = None, near: Near | None = None
) -> list[Start]:
    """The most promising ways, each filled again around it, the best first.

    ``near`` are the places that may change, if not those that have to do with the way.
    """
    found = []
    for way in ways(standing, creator, product, slot)[:TRIED]:
        around = _near(standing, way) if near is None else near
        found.append(Start(standing, standing.refilled(_forced(standing, way), around), around, way))
    return sorted(found, key=lambda one: -one.chain.worth)


def _forced(standing: Standing, way: Forcing) -> Chain:
    """The plan with the session in; it and all that show the product already stay."""
    chain = standing.copy()
    state = chain.state
    if way.out >= 0:
        take(standing.data, state, way.out)
    put(standing.data, state, way.pair, way.mix, way.share)
    standing.hold(chain, way.showing)
    return chain


def _near(standing: Standing, way: Forcing) -> Near:
    """The places that have to do with what is shown more or less."""
    a, state = standing.arrays, standing.chain.state
    mixes = [way.mix] if way.out < 0 else [way.mix, state.mix[way.out]]
    products = {int(a.showing_product[q]) for mix in mixes for q in mix if q >= 0}
    return standing.near(products, [int(a.week[a.pair_slot[way.pair]])])


def ways(standing: Standing, creator: str, product: str, slot: int | None = None) -> list[Forcing]:
    """All ways for the creator to show the product once more, the best first, all else unchanged."""
    a = standing.arrays
    c = standing.problem.creator_numbers[creator]
    found = [
        way
        for showing in standing.showings(creator, product)
        for week in range(a.weeks)
        for out in (-1, *_free_to_go(standing, c, week))
        if (way := _way(standing, showing, c * a.weeks + week, out, slot)) is not None
    ]
    return sorted(found, key=lambda way: -way.gain)


def _free_to_go(standing: Standing, creator: int, week: int) -> Iterator[int]:
    """Where sessions of a creator's week stand that no lock holds."""
    a, state = standing.arrays, standing.chain.state
    for place in range(creator * a.days, (creator + 1) * a.days):
        pair = state.at[place]
        if pair >= 0 and not state.locked[place] and a.week[a.pair_slot[pair]] == week:
            yield place


def _way(standing: Standing, showing: int, group: int, out: int, slot: int | None) -> Forcing | None:
    """The best session of a creator's week that shows it when the one at `out` goes; the plan stays."""
    data, state, before = standing.data, standing.chain.state, standing.chain.worth
    least = 1
    if out >= 0:
        gone = int(state.at[out]), state.mix[out].copy(), state.share[out].copy()
        least += int(gone[2][gone[1] == showing].sum())
        take(data, state, out)
    desk, way = standing.desk, None
    pair = best_with(data, state, showing, least, group, ANY if slot is None else slot, desk)
    if pair >= 0:
        mix, share = desk.top_mix.copy(), desk.top_share.copy()
        put(data, state, pair, mix, share)
        way = Forcing(showing, least, pair, out, mix, share, standing.chain.worth - before)
        take(data, state, standing.place(pair))
    if out >= 0:
        put(data, state, *gone)
    state.worth[0] = before
    return way
