"""The season planner on seeded seasons of three sizes: worth, proved bound, gap over time, against greedy.

    .venv/bin/python bench/plan.py [small district large] [--seeds 10] [--seconds 60] [--models]

Two greedy plans stand beside it: ours, which knows what each addition is worth exactly, and one by stock,
which takes demand for sure, so that a sale is the smaller of demand and what is left, and does not look at
promises, floors and minimums. With ``--models`` the whole season as one model is given to CP-SAT and to
HiGHS for the same time in the same run (`plan_models.py`). The independent checker judges every plan;
kernels are compiled before the clock starts.
"""

import argparse
import resource
import statistics
import time
from dataclasses import replace

from plan_models import told, with_cp_sat, with_highs

from lianxin.engines.planner import Problem, Progress, check, sample, solve
from lianxin.engines.planner.arrays import build
from lianxin.engines.planner.chain import Chain
from lianxin.engines.planner.finishing import finished
from lianxin.engines.planner.kernels import data_of

MARKS = (1, 2, 5, 10, 20, 30, 60, 120, 300, 600)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", default=["small", "district", "large"])
    parser.add_argument("--seeds", type=int, default=10)
    parser.add_argument("--first", type=int, default=0, help="the first seed")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--tight", type=float, default=1.1, help="supply against what creators can sell")
    parser.add_argument("--cv", type=float, default=0.4)
    parser.add_argument("--models", action="store_true")
    asked = parser.parse_args()
    solve(sample("tiny"), iterations=10)
    for size in asked.sizes:
        gaps, gains, firsts, plain = [], [], [], []
        for seed in range(asked.first, asked.first + asked.seeds):
            gap, gain, first, above = one(size, seed, asked)
            gaps.append(gap)
            gains.append(gain)
            firsts.append(first)
            plain.append(above)
        print(
            f"{size}: {len(gaps)} seeds, gap median {statistics.median(gaps):.2f} %, "
            f"worst {max(gaps):.2f} %; "
            f"above greedy median {statistics.median(gains):.2f} %, least {min(gains):.2f} %; "
            f"above greedy by stock median {statistics.median(plain):.2f} %, least {min(plain):.2f} %; "
            f"first plan at the latest after {max(firsts):.2f} s; "
            f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB",
            flush=True,
        )


def by_stock(problem: Problem) -> float:
    """The worth of the greedy plan that takes demand for sure and looks at sales alone."""
    simple = replace(
        problem,
        creators=tuple(replace(one, min_total=0) for one in problem.creators),
        growers=tuple(replace(one, floor=0) for one in problem.growers),
        products=tuple(replace(one, promise=0) for one in problem.products),
        demand=replace(problem.demand, cv=0.0),
    )
    arrays = build(simple)
    chain = Chain(arrays, data_of(arrays))
    chain.fill()
    verdict = check(problem, finished(chain))
    assert verdict.ok
    return verdict.objective


def one(size: str, seed: int, asked: argparse.Namespace) -> tuple[float, float, float, float]:
    """Solve one season: gap and gain over greedy in percent, the first plan's seconds, gain over by stock."""
    problem = sample(size, seed=seed, tight=asked.tight, cv=asked.cv)
    news: list[Progress] = []
    began = time.monotonic()
    plan = solve(problem, seconds=asked.seconds, on_progress=news.append).plan
    verdict = check(problem, plan.sessions)
    assert verdict.ok and abs(verdict.objective - plan.objective) < 1e-6 * abs(plan.objective)
    greedy = news[0].objective
    gap = plan.gap if plan.gap is not None else float("inf")
    gain = 100 * (plan.objective - greedy) / abs(greedy)
    simple = by_stock(problem)
    above = 100 * (plan.objective - simple) / abs(simple)
    print(
        f"{size} seed {seed}: {len(plan.sessions)} sessions worth {plan.objective:,.0f}, "
        f"at most {plan.bound:,.0f}, "
        f"gap {gap:.3f} %, {gain:.2f} % above greedy, {above:.2f} % above greedy by stock, "
        f"first plan {news[0].seconds:.2f} s, "
        f"{time.monotonic() - began:.0f} s; gap over time {over_time(news)}",
        flush=True,
    )
    if asked.models:
        for solver in (with_cp_sat, with_highs):
            print("  " + told(problem, solver(problem, asked.seconds)), flush=True)
    return gap, gain, news[0].seconds, above


def over_time(news: list[Progress]) -> str:
    """The gap at some marks, in percent of the bound at that time."""
    shown = []
    for mark in MARKS:
        known = [item for item in news if item.seconds <= mark and item.bound is not None]
        if known and news[-1].seconds >= mark * 0.98:
            last = known[-1]
            shown.append(f"{mark} s {100 * (last.bound - last.objective) / abs(last.bound):.2f}")
    return ", ".join(shown)


if __name__ == "__main__":
    main()
