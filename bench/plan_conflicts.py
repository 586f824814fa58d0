"""Districts whose locks or wishes cannot stand together: the smallest conflict, verified, and its time.

    .venv/bin/python bench/plan_conflicts.py [--inputs 50]

Each conflict is checked by taking its members away one by one, and each way out by trying it.
"""

import argparse
import statistics
import time

from lianxin.engines.planner import conflict_of, sample, unmet_together
from lianxin.engines.planner.hopeful import HopefulModel
from lianxin.engines.planner.lock_search import stands
from lianxin.engines.planner.locking import Locks
from lianxin.engines.planner.tests.fuzzing import broken_input, impossible_wish


def locks_apart(inputs: int) -> bool:
    smallest, ways, seconds, sizes, seed = 0, 0, [], [], 0
    while len(seconds) < inputs:
        problem = broken_input(seed)
        seed += 1
        begun = time.perf_counter()
        conflict = conflict_of(problem)
        spent = time.perf_counter() - begun
        if conflict is None:
            continue  # by chance all of it can stand
        seconds.append(spent)
        locks = Locks(problem)
        named = {one.name: one for one in (*locks.locks, *locks.rules)}
        members = frozenset(named[reason.name] for reason in conflict.reasons)
        sizes.append(len(members))
        smallest += not stands(locks, members) and all(stands(locks, members - {one}) for one in members)
        every = frozenset(named.values())
        ways += all(stands(locks, every - {named[r.name] for r in way.given_up}) for way in conflict.ways_out)
    print(f"{inputs} districts whose locks cannot stand: {smallest} smallest, {ways} with true ways out")
    print(f"members of a conflict: {min(sizes)} to {max(sizes)}")
    print(f"conflict and ways out: median {statistics.median(seconds):.3f} s, longest {max(seconds):.3f} s")
    return smallest == ways == inputs


def wishes_apart(inputs: int) -> bool:
    smallest, seconds = 0, []
    for seed in range(inputs):
        problem = impossible_wish(sample("district", seed=seed % 5), seed)
        begun = time.perf_counter()
        unmet = unmet_together(problem)
        seconds.append(time.perf_counter() - begun)
        if unmet is not None:
            model, members = HopefulModel(problem), frozenset(unmet.members)
            smallest += not model.stands(members) and all(model.stands(members - {one}) for one in members)
    print(f"{inputs} districts that wish too much: {smallest} smallest sets")
    print(
        f"wishes that cannot be met: median {statistics.median(seconds):.3f} s, longest {max(seconds):.3f} s"
    )
    return smallest == inputs


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--inputs", type=int, default=50)
    asked = parser.parse_args()
    return 0 if locks_apart(asked.inputs) & wishes_apart(asked.inputs) else 1


if __name__ == "__main__":
    raise SystemExit(main())
