"""Generalised assignment: ours against the plain model by HiGHS, at the same number of seconds.

    .venv/bin/python bench/plan_gap.py [--seconds 60] [--skip-peer] e:20:200 d:20:400 path/of/d05100 ...

TYPE:AGENTS:JOBS is a made-up instance of a published type (seed 0); anything else is a file in OR-Library's
text form. Distances are of the costs from our proved bound; we use two processors, HiGHS one.
"""

import argparse
import time
from pathlib import Path

import numpy as np

from lianxin.engines.planner import read_gap, sample_gap, solve_gap
from lianxin.engines.planner.assignment.compact import Part, Watch, solve_part


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("instances", nargs="+")
    asked.add_argument("--seconds", type=float, default=60.0)
    asked.add_argument("--skip-peer", action="store_true")
    given = asked.parse_args()
    solve_gap(sample_gap("a", 2, 6), iterations=1000)  # compiles
    for name in given.instances:
        for problem in problems(name):
            ours = solve_gap(problem, seconds=given.seconds)
            line = f"{name}: {ours.status}, cost {ours.cost}, bound {ours.bound}, {ours.seconds:.1f} s"
            print(line + (f", gap {ours.gap:.3f} %" if ours.gap is not None else ""), flush=True)
            if not given.skip_peer:
                print(f"  HiGHS alone: {peer(problem, given.seconds, ours.bound)}", flush=True)


def problems(name):
    if name.count(":") == 2:
        kind, agents, jobs = name.split(":")
        return [sample_gap(kind, int(agents), int(jobs))]
    return read_gap(Path(name).read_text("utf-8"))


def peer(problem, seconds, bound) -> str:
    everything = np.ones(problem.costs.shape, dtype=bool)
    begun = time.perf_counter()
    part = Part(problem.costs, problem.resources, problem.capacities, everything)
    made = solve_part(part, None, seconds, Watch())
    spent = time.perf_counter() - begun
    if made.where is None:
        return f"nothing found, {spent:.1f} s"
    cost = problem.costs[made.where, np.arange(problem.jobs)].sum()
    apart = 100 * (cost - bound) / bound
    return f"cost {cost}, its bound {made.bound}, {spent:.1f} s, {apart:.3f} % from our bound"


if __name__ == "__main__":
    main()
