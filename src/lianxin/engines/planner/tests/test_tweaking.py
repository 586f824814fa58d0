"""Small steps: the numbers they keep are those of the checker, and rules, locks and bans hold."""

from dataclasses import replace

import numpy as np
import pytest

from lianxin.engines.planner import Part, check, sample
from lianxin.engines.planner.finishing import finished
from lianxin.engines.planner.mending import bench
from lianxin.engines.planner.search import open_places
from lianxin.engines.planner.tests.chains import begun, recounted
from lianxin.engines.planner.tweaking import tweak

TRIES = 20_000


def tweaked(chain, heat):
    places = np.zeros(len(chain.state.at), dtype=np.int64)
    count = open_places(chain.data, chain.state, 0, chain.arrays.weeks, places)
    desk = bench(chain.arrays)
    return tweak(chain.data, chain.state, places[:count], TRIES, heat, desk.none, desk.changed)


@pytest.mark.parametrize("cv", [0.0, 0.4])
@pytest.mark.parametrize("heat", [0.0, 30.0])
def test_what_steps_keep_is_what_the_checker_counts(cv, heat):
    problem = sample("tiny", seed=2, cv=cv)
    chain = begun(problem)
    before = chain.worth
    assert tweaked(chain, heat) > 0
    assert heat > 0 or chain.worth >= before
    again = recounted(chain)
    for name in ("demand", "sold", "revenue", "shown", "worth"):
        assert np.allclose(getattr(chain.state, name), getattr(again, name)), name
    verdict = check(problem, finished(chain))
    assert verdict.ok
    assert verdict.objective == pytest.approx(chain.worth)


def test_the_price_of_a_changed_mix_is_counted():
    problem = sample("tiny", seed=2)
    plan = finished(begun(problem))
    now = replace(problem, current=tuple(plan), change_cost=80.0)
    chain = begun(now)
    tweaked(chain, 60.0)
    verdict = check(now, finished(chain))
    assert verdict.ok
    assert verdict.objective == pytest.approx(chain.worth)
    dear = begun(replace(now, change_cost=1e7))
    assert tweaked(dear, 30.0) == 0


def test_a_locked_mix_and_bans_hold():
    problem = sample("tiny", seed=2)
    plan = finished(begun(problem))
    one, other = plan[0], plan[1]
    product = next(iter(other.products))
    asked = replace(
        problem,
        locked=(Part(one.creator, one.studio, one.slot, one.products),),
        forbidden=(Part(other.creator, products={product: 2}),),
    )
    chain = begun(asked)
    assert tweaked(chain, 60.0) > 0
    sessions = finished(chain)
    assert check(asked, sessions).ok
    assert one in sessions
