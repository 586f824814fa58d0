"""Chains to try the search on, and their numbers counted anew."""

import numpy as np

from lianxin.engines.planner.arrays import build
from lianxin.engines.planner.chain import Chain
from lianxin.engines.planner.finishing import sessions_for_locks
from lianxin.engines.planner.kernels import data_of
from lianxin.engines.planner.state import empty, put


def begun(problem, seed=1):
    """A greedy plan around the locks."""
    arrays = build(problem)
    chain = Chain(arrays, data_of(arrays))
    for session, lock in sessions_for_locks(problem):
        assert chain.add(session, lock)
    chain.fill()
    chain.seed(seed)
    return chain


def recounted(chain):
    """The same sessions put into an empty plan."""
    again = empty(chain.arrays)
    for place in np.flatnonzero(chain.state.at >= 0):
        pair = int(chain.state.at[place])
        put(chain.data, again, pair, chain.state.mix[place], chain.state.share[place])
    return again
