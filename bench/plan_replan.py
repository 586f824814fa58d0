"""A district's plan after a creator falls ill for a week: what is won back, and how little moves.

    .venv/bin/python bench/plan_replan.py [--seed 0] [--plan-seconds 30] [--seconds 2] [--price 0 300 1000]

The creator who brings most in the second week cannot come; the first week is past. For each price of a change
a new plan is made. Sessions that change are those dropped or moved without the event forbidding them. The
peer plans at the same price, but moves no session and adds none: only what they sell may change.
"""

import argparse
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from lianxin.engines.planner import Event, Problem, Session, check, replan, sample, solve
from lianxin.engines.planner.deltas import Deltas


def options(price: float, today: date, seconds: float) -> dict[str, Any]:
    return {"change_cost": price, "today": today, "seconds": seconds}


def fixed(problem: Problem, sessions: Sequence[Session]) -> Problem:
    """The problem in which creators are free only where they have a session."""
    slots = {
        one.id: frozenset(each.slot for each in sessions if each.creator == one.id)
        for one in problem.creators
    }
    creators = tuple(replace(one, slots=slots[one.id]) for one in problem.creators)
    return replace(problem, creators=creators)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--plan-seconds", type=float, default=30)
    parser.add_argument("--seconds", type=float, default=2)
    parser.add_argument("--price", type=float, nargs="+", default=[0, 300, 1000])
    asked = parser.parse_args()
    problem = sample("district", seed=asked.seed)
    solve(sample("tiny"), iterations=100)  # compiled, or read from the cache
    plan = solve(problem, seconds=asked.plan_seconds, seed=asked.seed).plan
    worth = f"worth {plan.objective:,.0f}, gap {plan.gap:.2f} %"
    print(f"district {asked.seed}: {len(plan.sessions)} sessions {worth}")
    deltas, slots = Deltas(problem, plan.sessions), problem.slots
    of = {
        creator.id: [one for one in plan.sessions if one.creator == creator.id and slots[one.slot].week == 1]
        for creator in problem.creators
    }
    ill = max(of, key=lambda creator: -deltas.of(out=of[creator]))
    monday = slots[0].date + timedelta(days=7)
    event = Event("ill", monday, monday + timedelta(days=6), ill)
    print(f"{ill} is ill for a week: {len(of[ill])} sessions gone")
    for price in asked.price:
        begun = time.perf_counter()
        new = replan(problem, plan.sessions, [event], **options(price, monday, asked.seconds))
        spent = time.perf_counter() - begun
        alone = replan(
            fixed(problem, plan.sessions), plan.sessions, [event], **options(price, monday, asked.seconds)
        )
        sessions, mixes = new.changed
        added = sum(move.kind == "added" for move in new.moves)
        print(
            f"price {price:5.0f}: lost {new.before - new.mended:,.0f} "
            f"({100 * (new.before - new.mended) / new.before:.1f} %), {new.recovered:.0f} % won back, "
            f"{sessions} sessions and {mixes} mixes changed, {added} added, {spent:.1f} s, "
            f"products alone: {alone.recovered:.0f} % with {alone.changed[1]} mixes, "
            f"rules broken: {len(check(new.problem, new.plan.sessions).broken)}"
        )


if __name__ == "__main__":
    main()
