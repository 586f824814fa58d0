"""Districts whose locks cannot stand together: the smallest conflict, verified, and how long it takes.

    .venv/bin/python bench/plan_conflicts.py [--inputs 50]

Each conflict is checked by taking its members away one by one, and each way out by trying it.
"""

import argparse
import statistics
import time

from lianxin.engines.planner import conflict_of
from lianxin.engines.planner.lock_search import stands
from lianxin.engines.planner.locking import Locks
from lianxin.engines.planner.tests.fuzzing import broken_input


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--inputs", type=int, default=50)
    asked = parser.parse_args()
    smallest, ways, seconds, sizes, seed = 0, 0, [], [], 0
    while len(seconds) < asked.inputs:
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
    print(
        f"{asked.inputs} districts whose locks cannot stand: {smallest} smallest, {ways} with true ways out"
    )
    print(f"members of a conflict: {min(sizes)} to {max(sizes)}")
    print(f"conflict and ways out: median {statistics.median(seconds):.3f} s, longest {max(seconds):.3f} s")
    return 0 if smallest == ways == asked.inputs else 1


if __name__ == "__main__":
    raise SystemExit(main())
