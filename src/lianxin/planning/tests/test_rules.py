"""Pure decisions, every branch; strains are held to the checker's parts."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianxin.engines.planner import Part, Problem, Session, check
from lianxin.planning import rules
from lianxin.planning.rules import Move, NotPlanned

MONDAY = date(2026, 11, 30)


def test_slots_are_numbered_in_order_of_time() -> None:
    slots = rules.slots_of(MONDAY, 2, ["18:00", "09:00"], 120)
    assert [slot.id for slot in slots] == list(range(28))
    assert [(slot.starts, slot.order, slot.week) for slot in slots[:2]] == [("09:00", 0, 0), ("18:00", 1, 0)]
    assert (slots[-1].date, slots[-1].week) == (date(2026, 12, 13), 1)
    start, end = rules.moments(slots[1])
    assert (start.isoformat(), (end - start).seconds) == ("2026-11-30T18:00:00+08:00", 7200)
    assert [rules.is_good(slot, "18:00") for slot in slots[:2]] == [False, True]


@given(st.integers(0, 40), st.integers(0, 100))
def test_good_hours_go_round(place: int, share: int) -> None:
    """In a hundred days everybody has exactly the share."""
    slots = rules.slots_of(MONDAY, 15, ["18:00"], 60)[:100]
    assert sum(rules.in_turn(place, slot, share) for slot in slots) == share


def put_down(problem: Problem, sessions: tuple[Session, ...] = ()) -> tuple[Session, ...]:
    creator = problem.creators[0]
    return rules.moved(problem, sessions, Move("add", (creator.id, min(creator.slots))))


def test_a_session_is_added_with_what_sells(problem: Problem) -> None:
    (one,) = put_down(problem)
    verdict = check(problem, [one])
    assert verdict.ok and verdict.parts["sales"] > 0
    product = problem.products[0].id
    (named,) = rules.moved(problem, (), Move("add", rules.key_of(one), products={product: 1}))
    assert named.products == {product: 1}


def test_a_move_keeps_the_studio_that_is_liked_and_free(problem: Problem) -> None:
    (one,) = put_down(problem)
    studio = next(s for s in problem.studios if s.id == one.studio)
    free = min((problem.creators[0].slots & studio.slots) - {one.slot})
    (there,) = rules.moved(problem, (one,), Move("move", rules.key_of(one), (one.creator, free)))
    assert (there.slot, there.studio, there.products) == (free, one.studio, one.products)
    assert rules.trace((one,), (there,)) == {"off": rules.written([one]), "on": rules.written([there])}
    assert rules.taken_back((there,), rules.trace((one,), (there,))) == (one,)
    asked = problem.studios[-1].id
    (named,) = rules.moved(problem, (one,), Move("move", rules.key_of(one), studio=asked))
    assert named.studio == asked  # free or not: the checker has the words


def test_another_creator_sells_what_both_can(problem: Problem) -> None:
    (one,) = put_down(problem)
    other = problem.creators[1]
    (there,) = rules.moved(problem, (one,), Move("move", rules.key_of(one), (other.id, one.slot)))
    sells = {product for creator, product in problem.demand.base if creator == other.id}
    assert there.creator == other.id and set(there.products) <= sells


@pytest.mark.parametrize(
    ("move", "code"),
    [
        (Move("drop", ("nobody", 0)), "season_no_session"),
        (Move("add", ("nobody", 0)), "season_no_place"),
        (Move("add", ("C001", 10**6)), "season_no_place"),
        (Move("add", ("", 0), studio="nowhere"), "season_no_studio"),
        (Move("add", ("", 0), products={"nothing": 1}), "season_no_product"),
    ],
)
def test_what_there_is_not_cannot_be_moved(problem: Problem, move: Move, code: str) -> None:
    known = replace(move, at=(problem.creators[0].id, 0)) if not move.at[0] else move
    with pytest.raises(NotPlanned) as refused:
        rules.moved(problem, (), known)
    assert refused.value.code == code


def test_two_sessions_of_one_creator_at_one_time_cannot_be_told_apart(problem: Problem) -> None:
    with pytest.raises(NotPlanned, match="season_place_taken"):
        put_down(problem, put_down(problem))


def test_a_ban_on_a_product_is_kept_by_the_proposal(problem: Problem) -> None:
    (one,) = put_down(problem)
    product = next(iter(one.products))
    banned = replace(problem, forbidden=(Part(creator=one.creator, products={product: 1}),))
    (other,) = put_down(banned)
    assert product not in other.products


def test_changes_pair_what_one_creator_lost_and_got() -> None:
    a, b, c = (Session(name, "S1", slot, {"P": 1}) for name, slot in (("A", 3), ("B", 4), ("C", 5)))
    before = (a, b, c, Session("E", "S1", 2, {}))
    mixed, elsewhere = replace(b, products={"Q": 2}), replace(c, studio="S2")
    after = (replace(a, slot=9), mixed, elsewhere, Session("D", "S1", 1, {}))
    found = rules.changes(before, after)
    assert [(one.kind, one.about.creator) for one in found] == [
        ("new", "D"),
        ("gone", "E"),
        ("mix", "B"),
        ("moved", "C"),
        ("moved", "A"),
    ]
    assert rules.changes((a,), (a,)) == []


def filled(problem: Problem) -> tuple[Session, ...]:
    """Every second day of every creator."""
    sessions: tuple[Session, ...] = ()
    for creator in problem.creators:
        days = {problem.slots[slot].date: slot for slot in sorted(creator.slots)}
        for slot in list(days.values())[::2]:
            sessions = rules.moved(problem, sessions, Move("add", (creator.id, slot)))
    return sessions


def test_strains_add_up_to_the_objective_s_parts(problem: Problem) -> None:
    creators = tuple(replace(one, min_total=9, max_per_week=7) for one in problem.creators)
    tired = replace(problem.rules, fatigue=(0, 50, 90, 90, 90, 90, 90))
    hard = replace(problem, creators=creators, rules=tired)
    sessions = filled(hard)
    verdict = check(hard, sessions)
    found = rules.strains(hard, sessions, verdict.sold)
    for part in ("promise", "floor", "creator", "fatigue"):
        told = sum(one.price for one in found if one.code == part)
        assert told == pytest.approx(verdict.parts[part], abs=1e-6), part
    prices = [one.price for one in found]
    assert prices == sorted(prices, reverse=True)


def test_the_shelf_and_the_meters_tell_what_is_sold(problem: Problem) -> None:
    sessions = filled(problem)
    sold = check(problem, sessions).sold
    shelf = rules.on_shelf(problem, sessions, sold)
    assert sum(one.sold for one in shelf) == pytest.approx(sum(sold.values()))
    worths = [one.worth for one in shelf]
    assert worths == sorted(worths, reverse=True)
    margins = {one.id: one.margin for one in problem.products}
    earned = sum(sold.get(product, 0) * margin for product, margin in margins.items())
    assert sum(rules.revenue(problem, sold).values()) == pytest.approx(earned)
    assert sum(one.got for one in rules.creators_meter(problem, sessions, "18:00")) == len(sessions)
    assert all(one.met == (one.got >= one.asked) for one in rules.growers_meter(problem, sold))


HELD = Part("A", "S1", 3, {"P": 2})


@pytest.mark.parametrize(
    ("locked", "forbidden", "holds"),
    [
        ((), (), True),
        ((HELD,), (), True),
        ((Part("A", "S1", 3),), (), True),  # a lock with products keeps the one without
        ((Part("A", "S1", 3, {"P": 1}),), (), False),
        ((Part("A", None, 3),), (), False),
        ((Part("A", "S1", 4),), (), False),
        ((), (Part("B", slot=1),), True),
        ((), (Part("B", slot=2),), False),
        ((HELD,), (Part("B", slot=1), Part("C")), False),
    ],
)
def test_a_bound_holds_under_more_locks_and_bans(
    problem: Problem, locked: tuple[Part, ...], forbidden: tuple[Part, ...], holds: bool
) -> None:
    stands = replace(problem, locked=(HELD, Part("D", slot=9)), forbidden=(Part("B", slot=1),))
    assert rules.narrows(stands, locked, forbidden) is holds
