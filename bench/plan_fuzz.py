"""The planner's checker against random plans: each broken rule found, no false alarm, the objective right.

    .venv/bin/python bench/plan_fuzz.py [--plans 10000] [--seed 0]

Half of the plans keep every rule and are valued a second time by a slower evaluation (sales by numerical
integration); in the other half one rule after the other is broken on purpose.
"""

import argparse
import time
from collections import Counter
from itertools import cycle
from random import Random

from lianxin.engines.planner import check
from lianxin.engines.planner.tests.fuzzing import BREAKING, keeping_plan, problem_for, slow_objective


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--plans", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args()
    begun = time.perf_counter()
    random = Random(asked.seed)
    rules = cycle(BREAKING)
    tried, found, alarms, sessions, furthest = Counter(), Counter(), 0, 0, 0.0
    for number in range(asked.plans):
        problem = problem_for(random)
        while len(plan := keeping_plan(problem, random)) < 3:
            pass
        sessions += len(plan)
        if number % 2:
            rule = next(rules)
            problem, plan = BREAKING[rule](problem, plan, random)
            tried[rule] += 1
            found[rule] += rule in {one.rule for one in check(problem, plan).broken}
            continue
        verdict = check(problem, plan)
        alarms += not verdict.ok
        parts = slow_objective(problem, plan)
        slow = 2 * parts["sales"] - sum(parts.values())
        furthest = max(furthest, abs(slow - verdict.objective) / max(abs(slow), 1))
    print(f"{asked.plans} plans, {sessions} sessions, {time.perf_counter() - begun:.0f} s")
    print(f"plans that keep every rule: {asked.plans - sum(tried.values())}, false alarms: {alarms}")
    print(f"objective against the slow evaluation: furthest apart {furthest:.1e} of its worth")
    for rule, count in tried.items():
        print(f"  {rule:16} broken {count:5}, found {found[rule]:5}")
    missed = sum(tried.values()) - sum(found.values())
    print(f"broken rules missed: {missed}")
    return 1 if missed or alarms or furthest > 1e-6 else 0


if __name__ == "__main__":
    raise SystemExit(main())
