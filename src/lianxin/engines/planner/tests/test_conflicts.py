"""Locks that cannot stand together: found exactly, smallest, with a way out."""

from dataclasses import replace
from random import Random

import pytest

from lianxin.core.messages import message
from lianxin.engines.planner import Part, Session, check, conflict_of, lock_search, sample, solve
from lianxin.engines.planner.errors import TooHard
from lianxin.engines.planner.lock_search import sessions_for, stands
from lianxin.engines.planner.locking import Locks, Member
from lianxin.engines.planner.tests.fuzzing import broken_input, keeping_plan, whole


def broken_by_the_checker(problem, active):
    """Whether the sessions of the active locks (all of them whole) break an active rule."""
    parts = [problem.locked[int(one.key)] for one in active if one.rule == "locked"]
    sessions = list(
        {str(part): Session(part.creator, part.studio, part.slot, part.products) for part in parts}.values()
    )
    for one in check(replace(problem, locked=()), sessions).broken:
        keys = {str(one.values.get(name)) for name in ("creator", "studio", "number")}
        if any(Member(one.rule, key) in active for key in keys):
            return True
    return False


@pytest.mark.parametrize("seed", range(5))
def test_for_whole_sessions_the_search_agrees_with_the_checker(seed):
    random = Random(seed)
    problem = sample("tiny", seed=seed)
    sessions = [
        Session(
            random.choice(problem.creators).id,
            random.choice(problem.studios).id,
            random.randrange(12),
            {random.choice(problem.products).id: 1},
        )
        for _ in range(9)
    ]
    bans = (whole(sessions[0]), Part(slot=3), Part(creator="C002", products={"P0002": 1}))
    problem = replace(problem, locked=tuple(map(whole, sessions)), forbidden=bans)
    locks = Locks(problem)
    seen = set()
    for _ in range(60):
        share = random.choice((0.3, 0.6, 0.9))
        active = frozenset(one for one in [*locks.locks, *locks.rules] if random.random() < share)
        expected = not broken_by_the_checker(problem, active)
        assert stands(locks, active) == expected
        seen.add(expected)
    assert seen == {True, False}


def tiny_places(problem):
    """A season so small that all choices can be tried: two days of two slots."""
    slots = {0, 5, 6, 11}
    products = problem.products[:3]
    base = {
        pair: wanted
        for pair, wanted in problem.demand.base.items()
        if pair[1] in {one.id for one in products}
    }
    return replace(
        problem,
        demand=replace(problem.demand, base=base),
        creators=tuple(replace(one, slots=one.slots & slots) for one in problem.creators[:2]),
        studios=tuple(replace(one, slots=one.slots & slots) for one in problem.studios[:3]),
        products=products,
    )


def can_be_kept(problem):
    """Tries every choice of a session for each lock: one unit of a product, or what a lock names."""
    free = replace(problem, locked=())
    mixes = [{one.id: 1} for one in problem.products]
    mixes += [lock.products for lock in problem.locked if lock.products and lock.products not in mixes]
    places = [
        Session(creator.id, studio.id, slot, mix)
        for creator in problem.creators
        for studio in problem.studios
        for slot in creator.slots & studio.slots
        for mix in mixes
    ]
    alone = [one for one in places if check(free, [one]).ok]
    options = [[one for one in alone if lock.is_kept_by(one)] for lock in problem.locked]

    def kept(chosen, left):
        return not left or any(
            kept(more, left[1:])
            for one in left[0]
            if check(free, more := chosen if one in chosen else [*chosen, one]).ok
        )

    return kept([], options)


def random_part(random):
    one, other = random.sample(("P0001", "P0002", "P0003"), 2)
    return Part(
        random.choice((None, "C001", "C002")),
        random.choice((None, None, "S01", "S02", "S03")),
        random.choice((None, 0, 5, 6, 11)),
        random.choice(({}, {}, {one: 1}, random.choice(({one: 2}, {one: 1, other: 1})))),
    )


def agrees(problem):
    """Whether locks can stand: the search says what trying everything says, and the checker agrees."""
    locks = Locks(problem)
    found = sessions_for(locks, frozenset([*locks.locks, *locks.rules]))
    assert (found is not None) == can_be_kept(problem)
    assert found is None or check(problem, found).ok
    return found is not None


@pytest.mark.parametrize("seed", range(10))
def test_for_open_locks_the_search_agrees_with_trying_everything(seed):
    random = Random(seed)
    problem = tiny_places(sample("tiny", seed=seed))
    problem = replace(problem, rules=replace(problem.rules, repeat_per_week=1, max_run=random.choice((1, 2))))
    for _ in range(10):
        locked = tuple(random_part(random) for _ in range(random.choice((2, 3, 3, 4))))
        banned = tuple(random_part(random) for _ in range(random.randint(0, 3)))
        agrees(replace(problem, locked=locked, forbidden=tuple(one for one in banned if one != Part())))


def test_a_session_may_have_to_go_where_another_lock_wants_one():
    """Two studios are of one type, and only one of them is locked: they are not alike."""
    problem = tiny_places(sample("tiny", seed=3))
    locked = (Part("C001", slot=0), Part("C002", "S02"), Part(studio="S03"))
    rules = replace(problem.rules, repeat_per_week=1, max_run=1)
    assert agrees(replace(problem, rules=rules, locked=locked, forbidden=(Part("C001", "S02", 11),)))


@pytest.mark.parametrize("seed", range(12))
def test_a_conflict_is_smallest_and_its_ways_out_lead_out(seed):
    problem = broken_input(seed)
    conflict = conflict_of(problem)
    if conflict is None:  # the checker says so too: everything locked can stand
        locks = Locks(problem)
        assert check(problem, sessions_for(locks, frozenset([*locks.locks, *locks.rules]))).ok
        return
    locks = Locks(problem)
    members = frozenset(member_of(locks, reason) for reason in conflict.reasons)
    assert not stands(locks, members)
    assert all(stands(locks, members - {one}) for one in members)
    every = frozenset([*locks.locks, *locks.rules])
    for way in conflict.ways_out:
        assert stands(locks, every - {member_of(locks, reason) for reason in way.given_up})
    assert "planner" in conflict.ways_out[0].granted_by and conflict.ways_out[0].cost >= 1


def member_of(locks, reason):
    return next(one for one in [*locks.locks, *locks.rules] if one.name == reason.name)


def test_the_cheapest_lock_is_given_up():
    """Two creators want one room; the one who brings less goes."""
    problem = sample("tiny")
    plan = keeping_plan(problem, Random(3))
    one = plan[0]
    (rival,) = [each for each in problem.creators if each.id != one.creator][:1]
    product = next(item for name, item in problem.demand.base if name == rival.id)
    free = tuple(
        replace(each, slots=each.slots | {one.slot}, studio_types=("标准", "厨房"))
        for each in problem.creators
    )
    small = replace(problem.demand, base={**problem.demand.base, (rival.id, product): 0.1})
    problem = replace(problem, creators=free, demand=small)
    locked = (whole(one), Part(rival.id, one.studio, one.slot, {product: 1}))
    conflict = conflict_of(replace(problem, locked=locked))
    assert [reason.name for reason in conflict.reasons] == [
        "locked[0]",
        "locked[1]",
        f"studio_slot[{one.studio}]",
    ]
    assert [reason.name for reason in conflict.ways_out[0].given_up] == ["locked[1]"]
    assert len(conflict.ways_out) == 1  # nobody can put two sessions into a room
    slot = problem.slots[one.slot]
    part = f"{rival.id} · {one.studio} · {slot.date} {slot.starts} · {product}×1"
    assert conflict.reasons[1].values == {"number": 1, "part": part}


def test_what_the_search_does_not_find_out_is_an_error_in_words(monkeypatch):
    problem = sample("tiny")
    monkeypatch.setattr(lock_search, "MOST_PLACES", 0)
    with pytest.raises(TooHard) as caught:
        solve(replace(problem, locked=(Part("C001"),)), iterations=1)
    assert caught.value.code == "plan_locks_unclear" and message(caught.value.code)
