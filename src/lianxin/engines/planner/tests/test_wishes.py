"""What cannot all be met is named; what some plan meets is never said to be impossible."""

from dataclasses import replace
from random import Random

import pytest

from lianxin.engines.planner import Wish, check, sample, unmet_together
from lianxin.engines.planner.hopeful import HopefulModel
from lianxin.engines.planner.tests.fuzzing import impossible_wish, keeping_plan, problem_for


def wishing(problem, sessions):
    """The problem that wishes for just what a plan reaches."""
    sold = check(problem, sessions).sold
    earned = {
        grower.id: sum(
            one.margin * sold.get(one.id, 0) for one in problem.products if one.grower == grower.id
        )
        for grower in problem.growers
    }
    return replace(
        problem,
        products=tuple(replace(one, promise=sold.get(one.id, 0)) for one in problem.products),
        growers=tuple(replace(one, floor=earned[one.id]) for one in problem.growers),
        creators=tuple(
            replace(one, min_total=sum(each.creator == one.id for each in sessions))
            for one in problem.creators
        ),
    )


@pytest.mark.parametrize("seed", range(8))
def test_what_a_plan_meets_can_be_met(seed):
    random = Random(seed)
    problem = problem_for(random)
    assert unmet_together(wishing(problem, keeping_plan(problem, random))) is None


@pytest.mark.parametrize("seed", range(9))
def test_what_cannot_be_met_is_a_smallest_set(seed):
    problem = impossible_wish(sample("small", seed=seed), seed)
    unmet = unmet_together(problem)
    model, members = HopefulModel(problem), frozenset(unmet.members)
    assert not model.stands(members)
    assert all(model.stands(members - {one}) for one in members)
    assert all(most < wished for most, wished in unmet.most.values())


def test_a_minimum_above_the_caps():
    problem = sample("small")
    creator = replace(problem.creators[0], min_total=problem.creators[0].max_per_week * 2 + 2)
    unmet = unmet_together(replace(problem, creators=(creator, *problem.creators[1:])))
    minimum = Wish("creator", creator.id)
    assert set(unmet.members) == {minimum, Wish("week_cap", creator.id)}
    assert unmet.most[minimum] == pytest.approx((creator.min_total - 2, creator.min_total))


@pytest.mark.parametrize("questions", [0, 3, 9])
def test_stopped_early_the_set_cannot_hold_but_may_be_larger(questions):
    problem, asked = impossible_wish(sample("small", seed=2), 2), iter(range(questions))
    unmet = unmet_together(problem, should_stop=lambda: next(asked, None) is None)
    model, members = HopefulModel(problem), frozenset(unmet.members)
    assert not model.stands(members)
    assert not unmet.smallest and not unmet.most
    assert unmet.wished == {one: model.wishes[one] for one in members if one in model.wishes}
    assert len(members) < len(model.wishes) + len(model.rules) or not questions


def test_without_time_all_that_was_asked_for_is_handed_over():
    problem = impossible_wish(sample("small", seed=2), 2)
    model = HopefulModel(problem)
    assert unmet_together(problem, seconds=0).members == (*model.wishes, *model.rules)
    assert unmet_together(sample("small", seed=2), seconds=0) is None
