"""Random plans that keep every rule, rules broken on purpose, and a second, slower evaluation.

Written apart from the checker: it must not be wrong in the same way. `bench/plan_fuzz.py` runs it at length.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from random import Random

from lianxin.engines.planner import Part, Problem, Session, sample

Case = tuple[Problem, list[Session]]


def problem_for(random: Random) -> Problem:
    """A tiny season, now and then with another cv or without shelf lives, and with a plan it started from."""
    problem = sample(
        "tiny", seed=random.randrange(40), cv=random.choice((0, 0.4, 0.4, 0.9)), shelf=random.random() < 0.8
    )
    current = tuple(keeping_plan(problem, random)[:5])
    return replace(problem, current=current, change_cost=random.choice((0, 50, 300)))


def keeping_plan(problem: Problem, random: Random) -> list[Session]:
    """A random plan that keeps every rule, built session by session."""
    rules = problem.rules
    taken, days = set(), defaultdict(set)
    in_week, selling = Counter(), Counter()
    plan: list[Session] = []
    for _ in range(random.randint(5, 80)):
        creator, studio = random.choice(problem.creators), random.choice(problem.studios)
        slot = random.choice(problem.slots)
        day = slot.date.toordinal()
        own = days[creator.id]
        near = {day + step for step in range(-rules.max_run, rules.max_run + 1)} & own
        if (
            slot.id not in creator.slots & studio.slots
            or studio.type not in creator.studio_types
            or (studio.id, slot.id) in taken
            or in_week[creator.id, slot.week] == creator.max_per_week
            or day in own
            or len(near) >= rules.max_run  # sharper than the rule: never too many in a row
            or {day - 1, day + 1} & own  # sharper than the rule: always rested
        ):
            continue
        mix: Counter[str] = Counter()
        for product in random.sample(problem.products, 3):
            pair = (creator.id, product.id)
            if pair in problem.demand.base and selling[pair, slot.week] < rules.repeat_per_week:
                mix[product.id] = random.randint(1, 2)
        if not mix:
            continue
        for product in mix:
            selling[(creator.id, product), slot.week] += 1
        own.add(day)
        taken.add((studio.id, slot.id))
        in_week[creator.id, slot.week] += 1
        plan.append(Session(creator.id, studio.id, slot.id, dict(mix)))
    return plan


def _changed(values: tuple, found: str, **new: object) -> tuple:
    """The creators (studios) with other values for the one of this id."""
    return tuple(replace(one, **new) if one.id == found else one for one in values)


def _of(values: tuple, found: str):
    return next(one for one in values if one.id == found)


def _name(field: str, wrong: object) -> Callable[[Problem, list[Session], Random], Case]:
    def breaking(problem: Problem, plan: list[Session], random: Random) -> Case:
        at = random.randrange(len(plan))
        return problem, [*plan[:at], replace(plan[at], **{field: wrong}), *plan[at + 1 :]]

    return breaking


def _creator_busy(problem: Problem, plan: list[Session], random: Random) -> Case:
    session = random.choice(plan)
    slots = _of(problem.creators, session.creator).slots - {session.slot}
    return replace(problem, creators=_changed(problem.creators, session.creator, slots=slots)), plan


def _studio_busy(problem: Problem, plan: list[Session], random: Random) -> Case:
    session = random.choice(plan)
    slots = _of(problem.studios, session.studio).slots - {session.slot}
    return replace(problem, studios=_changed(problem.studios, session.studio, slots=slots)), plan


def _studio_type(problem: Problem, plan: list[Session], random: Random) -> Case:
    session = random.choice(plan)
    return replace(problem, studios=_changed(problem.studios, session.studio, type="没有")), plan


def _no_demand(problem: Problem, plan: list[Session], random: Random) -> Case:
    session = random.choice(plan)
    gone = (session.creator, random.choice(list(session.products)))
    base = {pair: value for pair, value in problem.demand.base.items() if pair != gone}
    return replace(problem, demand=replace(problem.demand, base=base)), plan


def _rules(problem: Problem, **new: int) -> Problem:
    return replace(problem, rules=replace(problem.rules, **new))


def _too_many_units(problem: Problem, plan: list[Session], random: Random) -> Case:
    return _rules(problem, units=max(sum(one.products.values()) for one in plan) - 1), plan


def _product_units(problem: Problem, plan: list[Session], random: Random) -> Case:
    at = random.randrange(len(plan))
    product = random.choice(list(plan[at].products))
    wrong = random.choice((0, problem.rules.max_units_per_product + 1))
    return problem, [
        *plan[:at],
        replace(plan[at], products={**plan[at].products, product: wrong}),
        *plan[at + 1 :],
    ]


def _creator_day(problem: Problem, plan: list[Session], random: Random) -> Case:
    session = random.choice(plan)
    day = problem.slots[session.slot].date
    other = random.choice([slot.id for slot in problem.slots if slot.date == day])
    return problem, [*plan, replace(session, slot=other)]


def _studio_slot(problem: Problem, plan: list[Session], random: Random) -> Case:
    session = random.choice(plan)
    return problem, [replace(session, creator=random.choice(problem.creators).id), *plan]


def _repeat(problem: Problem, plan: list[Session], random: Random) -> Case:
    shown = Counter(
        (one.creator, product, problem.slots[one.slot].week) for one in plan for product in one.products
    )
    return _rules(problem, repeat_per_week=max(shown.values()) - 1), plan


def _week_cap(problem: Problem, plan: list[Session], random: Random) -> Case:
    session = random.choice(plan)
    week = problem.slots[session.slot].week
    count = sum(one.creator == session.creator and problem.slots[one.slot].week == week for one in plan)
    creators = _changed(problem.creators, session.creator, max_per_week=count - 1)
    return replace(problem, creators=creators), plan


def _run(problem: Problem, plan: list[Session], random: Random) -> Case:
    """As many days before or after a session as are too many."""
    session = random.choice(plan)
    day, most = problem.slots[session.slot].date, problem.rules.max_run
    first = day if day - problem.slots[0].date < timedelta(days=most) else day - timedelta(days=most)
    days = [first + timedelta(days=step) for step in range(most + 1)]
    slots = [random.choice([slot.id for slot in problem.slots if slot.date == one]) for one in days]
    return problem, [*plan, *(replace(session, slot=slot) for slot in slots)]


def _rest(problem: Problem, plan: list[Session], random: Random) -> Case:
    session = random.choice(plan)
    per_day = problem.rules.last_slot_order + 1
    late = random.randrange(per_day - 1, len(problem.slots) - 1, per_day)
    pair = [replace(session, slot=late), replace(session, slot=late + 1)]
    return problem, [*pair[:: random.choice((1, -1))], *plan]


def _locked(problem: Problem, plan: list[Session], random: Random) -> Case:
    session = random.choice(plan)
    others = [one.id for one in problem.studios if one.id != session.studio]
    mixed = {"P0007": 1, next(iter(session.products)): 3}  # no plan here shows three units of one
    lock = random.choice(
        (
            Part(session.creator, random.choice(others), session.slot),
            Part(session.creator, slot=session.slot, products=mixed),
            Part(creator=session.creator, products={next(iter(session.products)): 6}),
        )
    )
    kept = Part(session.creator, slot=session.slot)
    return replace(problem, locked=(kept, lock)), plan


def _forbidden(problem: Problem, plan: list[Session], random: Random) -> Case:
    session = random.choice(plan)
    product, units = random.choice(list(session.products.items()))
    ban = random.choice(
        (
            Part(session.creator, session.studio, session.slot, dict(session.products)),
            Part(creator=session.creator, products={product: random.randint(1, units)}),
            Part(studio=session.studio),
            Part(products={product: 1}),
        )
    )
    return replace(problem, forbidden=(ban,)), plan


#: Rule → what breaks it (and perhaps others as well).
BREAKING: dict[str, Callable[[Problem, list[Session], Random], Case]] = {
    "unknown_creator": _name("creator", "C999"),
    "unknown_studio": _name("studio", "S999"),
    "unknown_slot": _name("slot", 9999),
    "unknown_product": _name("products", {"P9999": 1}),
    "no_units": _name("products", {}),
    "creator_busy": _creator_busy,
    "studio_busy": _studio_busy,
    "studio_type": _studio_type,
    "no_demand": _no_demand,
    "too_many_units": _too_many_units,
    "product_units": _product_units,
    "creator_day": _creator_day,
    "studio_slot": _studio_slot,
    "repeat": _repeat,
    "week_cap": _week_cap,
    "run": _run,
    "rest": _rest,
    "locked": _locked,
    "forbidden": _forbidden,
}
#: These break nothing but themselves.
ALONE = {
    *("unknown_creator", "unknown_studio", "unknown_slot", "unknown_product", "creator_busy", "studio_busy"),
    *("studio_type", "no_demand", "too_many_units", "repeat", "week_cap", "locked", "forbidden"),
}


def slow_objective(problem: Problem, plan: list[Session]) -> dict[str, float]:
    """The parts of the objective, the other way round: product by product, sales by numerical integration."""
    kind = {one.id: one.type for one in problem.studios}
    parts = dict.fromkeys(
        ("sales", "fees", "studios", "fatigue", "promise", "floor", "creator", "changes"), 0.0
    )
    earned: Counter[str] = Counter()
    for product in problem.products:
        stock = [0.0] * problem.weeks  # of the lot that came in this week
        units = 0.0
        for week in range(problem.weeks):
            stock[week] = product.supply[week]
            first = max(0, week - product.shelf_weeks)
            wanted = sum(
                _wanted(problem, one, kind[one.studio], product.id)
                for one in plan
                if problem.slots[one.slot].week == week and product.id in one.products
            )
            sale = _mean_of_less(wanted, sum(stock[first : week + 1]), problem.demand.cv)
            units += sale
            for lot in range(first, week + 1):
                used = min(stock[lot], sale)
                stock[lot], sale = stock[lot] - used, sale - used
        parts["sales"] += units * product.margin
        earned[product.grower] += units * product.margin
        if units < product.promise:
            parts["promise"] += problem.rules.promise_penalty * product.margin * (product.promise - units)
    for grower in problem.growers:
        parts["floor"] += problem.rules.floor_penalty * max(grower.floor - earned[grower.id], 0)
    for creator in problem.creators:
        own = [problem.slots[one.slot].week for one in plan if one.creator == creator.id]
        parts["fees"] += creator.fee * len(own)
        parts["creator"] += problem.rules.creator_penalty * max(creator.min_total - len(own), 0)
        parts["fatigue"] += sum(sum(problem.rules.fatigue[: own.count(week)]) for week in set(own))
    parts["studios"] = sum(_of(problem.studios, one.studio).cost for one in plan)
    parts["changes"] = problem.change_cost * sum(_change(one, plan) for one in problem.current)
    return parts


def _change(old: Session, plan: list[Session]) -> float:
    stands = [
        one for one in plan if (one.creator, one.studio, one.slot) == (old.creator, old.studio, old.slot)
    ]
    if not stands:
        return 1
    return 0 if old in stands else 0.5


def _wanted(problem: Problem, session: Session, kind: str, product: str) -> int:
    demand = problem.demand
    if (session.creator, product) not in demand.base:
        return 0
    value = demand.base[session.creator, product] * demand.slot_factor[product][session.slot]
    value *= demand.studio_factor[product][kind]
    return int(value * demand.curve[session.products[product]] // 1)


_seen: dict[tuple[float, float, float], float] = {}


def _mean_of_less(wanted: float, stock: float, cv: float) -> float:
    """E[min(ε·wanted, stock)] as the area under P(ε·wanted > x) from 0 to the stock, by Simpson's rule."""
    if not wanted or not stock:
        return 0.0
    if not cv:
        return min(wanted, stock)
    key = (wanted, stock, cv)
    if key not in _seen:
        sigma = math.log(1 + cv**2) ** 0.5
        middle = math.log(wanted) - sigma**2 / 2

        def beyond(x: float) -> float:
            return 1.0 if x <= 0 else math.erfc((math.log(x) - middle) / sigma / 2**0.5) / 2

        # beyond twelve spreads nothing is left, and the steps stay fine
        end, steps = min(stock, math.exp(middle + 12 * sigma)), 4000
        step = end / steps
        odd = sum(beyond(step * n) for n in range(1, steps, 2))
        even = sum(beyond(step * n) for n in range(2, steps, 2))
        _seen[key] = step / 3 * (beyond(0) + 4 * odd + 2 * even + beyond(end))
    return _seen[key]


def whole(session: Session) -> Part:
    """The lock that wants just this session."""
    return Part(session.creator, session.studio, session.slot, session.products)


def broken_input(seed: int) -> Problem:
    """The district with the sessions of a plan locked, and something locked that cannot be."""
    random, district = Random(seed), sample("district")
    plan = max((keeping_plan(district, random) for _ in range(12)), key=len)
    one, other = random.sample(plan, 2)
    slots = district.slots
    creator = next(each for each in district.creators if each.id == one.creator)
    week = [slot.id for slot in slots if slot.week == slots[one.slot].week]
    busy = random.choice([slot.id for slot in slots if slot.id not in creator.slots])
    day = [slot.id for slot in slots if slot.date == slots[one.slot].date and slot.id != one.slot]
    more = [
        [Part(one.creator, slot=busy)],
        [Part(one.creator, slot=random.choice(day))],
        [Part(other.creator, one.studio, one.slot)],
        [Part(one.creator, slot=slot) for slot in random.sample(week[::6], 7)],
        [
            Part(slot=busy, creator=one.creator, products={"P0001": 1}),
            Part(studio=other.studio, slot=one.slot),
        ],
        [Part(each.id, slot=one.slot) for each in random.sample(district.creators, 6)],
    ][seed % 6]
    ban = [Part(one.creator, one.studio)] if seed % 4 == 0 else []
    return replace(district, locked=(*map(whole, plan), *more), forbidden=tuple(ban))


def impossible_wish(problem: Problem, seed: int) -> Problem:
    """The season with one or two wishes that are too much."""
    random = Random(seed)
    if seed % 3 == 0:
        creator = random.choice(problem.creators)
        least = creator.max_per_week * problem.weeks + random.randint(1, 3)
        return replace(problem, creators=_changed(problem.creators, creator.id, min_total=least))
    product = random.choice([one for one in problem.products if sum(one.supply)])
    if seed % 3 == 1:
        most = sum(product.supply) * random.uniform(1.01, 1.5)
        return replace(problem, products=_changed(problem.products, product.id, promise=most))
    own = [one for one in problem.products if one.grower == product.grower]
    floor = sum(sum(one.supply) * one.margin for one in own) * random.uniform(1.01, 1.5)
    return replace(problem, growers=_changed(problem.growers, product.grower, floor=floor))
