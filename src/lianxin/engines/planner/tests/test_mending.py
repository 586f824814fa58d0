"""Rounds that are mended: kept or taken back, every number stays that of the sessions that stand."""

import numpy as np
import pytest

from lianxin.engines.planner import check, sample
from lianxin.engines.planner.finishing import finished
from lianxin.engines.planner.tests.chains import begun, recounted


@pytest.mark.parametrize(("size", "cv"), [("tiny", 0.0), ("tiny", 0.4), ("small", 0.4)])
@pytest.mark.parametrize("heat", [0.0, 40.0])
def test_numbers_are_those_of_the_sessions_after_rounds_kept_and_taken_back(size, cv, heat):
    problem = sample(size, seed=1, cv=cv)
    chain = begun(problem, seed=4)
    for _ in range(5):
        before = chain.worth
        chain.improve(60, heat)
        assert heat > 0 or chain.worth >= before - 1e-6
        again = recounted(chain)
        for name in ("demand", "sold", "revenue", "shown", "held", "total", "used", "worth"):
            assert np.allclose(getattr(chain.state, name), getattr(again, name)), name
    verdict = check(problem, finished(chain))
    assert verdict.ok
    assert verdict.objective == pytest.approx(chain.worth)
