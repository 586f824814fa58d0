"""`python -m lianxin.engines.planner.warming`: compile the kernels before the first plan, at low priority."""

from __future__ import annotations

import os
from functools import cache

import numpy as np

from lianxin.engines.planner.arrays import build
from lianxin.engines.planner.chain import Chain
from lianxin.engines.planner.choosing import desk, may_put
from lianxin.engines.planner.kernels import data_of
from lianxin.engines.planner.proving import Proof
from lianxin.engines.planner.refilling import best_with
from lianxin.engines.planner.samples import sample


@cache
def compile_kernels() -> None:
    """Run every kernel once on a tiny season: from the kept code half a second, else some forty."""
    arrays = build(sample("tiny"))
    data = data_of(arrays)
    chain = Chain(arrays, data)
    chain.seed(0)
    chain.fill()
    chain.improve(1, 1.0)
    state, place = chain.state, int(np.flatnonzero(chain.state.at >= 0)[0])
    best_with(data, state, 0, 1, 0, -1, desk(arrays))
    may_put(data, state, int(state.at[place]), state.mix[place], state.share[place])
    chain.take_over(Chain(arrays, data).state)
    proof = Proof(arrays, data, np.zeros((len(arrays.fee), arrays.days), dtype=np.int64))
    proof.seed(0)
    proof.sweep()
    proof.measure()


if __name__ == "__main__":
    os.nice(19)
    compile_kernels()
