"""A district's plan after a creator falls ill for a week: what is won back, and how little moves.

    .venv/bin/python bench/plan_replan.py [--seed 0 1 2] [--seconds 2] [--price 0 300 1000]

The creator who brings most in the second week cannot come; the first week is past. For each price of a change
a new plan is made. Sessions that change are those dropped or moved without the event forbidding them. The
peer plans at the same price, but moves no session and adds none: only what they sell may change. Then for
1 to 10 changes, whatever their kind, what is won back by either with so many. `--plans FOLDER` keeps solved
plans, so that a second run is quick.
"""

import argparse
import json
import time
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from lianxin.engines.planner import (
    Event,
    Plan,
    Problem,
    Replan,
    check,
    read_plan,
    replan,
    sample,
    solve,
    within,
    write_plan,
)
from lianxin.engines.planner.deltas import Deltas
from lianxin.engines.planner.remaking import in_place


def options(price: float, today: date, seconds: float) -> dict[str, Any]:
    return {"change_cost": price, "today": today, "seconds": seconds}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, nargs="+", default=[0])
    parser.add_argument("--plan-seconds", type=float, default=30)
    parser.add_argument("--plans", type=Path)
    parser.add_argument("--seconds", type=float, default=2)
    parser.add_argument("--price", type=float, nargs="+", default=[0, 100, 300, 1000, 2000])
    asked = parser.parse_args()
    solve(sample("tiny"), iterations=10)  # compiled, or read from the cache
    for seed in asked.seed:
        one_season(seed, asked)


def one_season(seed: int, asked: argparse.Namespace) -> None:
    problem = sample("district", seed=seed)
    plan = planned(problem, seed, asked)
    worth = f"worth {plan.objective:,.0f}, gap {plan.gap:.2f} %"
    deltas, slots = Deltas(problem, plan.sessions), problem.slots
    of = {
        creator.id: [one for one in plan.sessions if one.creator == creator.id and slots[one.slot].week == 1]
        for creator in problem.creators
    }
    ill = max(of, key=lambda creator: -deltas.of(out=of[creator]))
    print(
        f"district {seed}: {worth}; {ill} is ill for a week, {len(of[ill])} of {len(plan.sessions)} sessions"
    )
    monday = slots[0].date + timedelta(days=7)
    event = Event("ill", monday, monday + timedelta(days=6), ill)
    news, alones = [], []
    for price in asked.price:
        begun = time.perf_counter()
        new = replan(problem, plan.sessions, [event], **options(price, monday, asked.seconds))
        spent = time.perf_counter() - begun
        alone = replan(
            in_place(problem, plan.sessions), plan.sessions, [event], **options(price, monday, asked.seconds)
        )
        sessions, mixes = new.changed
        added = sum(move.kind == "added" for move in new.moves)
        print(
            f"price {price:5.0f}: lost {new.before - new.mended:,.0f} "
            f"({100 * (new.before - new.mended) / new.before:.1f} %), {new.recovered:.0f} % won back, "
            f"{sessions} sessions and {mixes} mixes changed, {added} added, {spent:.2f} s, "
            f"products alone: {alone.recovered:.0f} % with {alone.changed[1]} mixes, "
            f"rules broken: {len(check(new.problem, new.plan.sessions).broken)}"
        )
        news.append(new)
        alones.append(alone)
    tell_few(news, alones)


def tell_few(news: list[Replan], alones: list[Replan]) -> None:
    begun = time.perf_counter()
    few = within(news)
    spent = time.perf_counter() - begun
    told = [
        f"{mine.most}: {mine.recovered:.0f}/{other.recovered:.0f}"
        for mine, other in zip(few, within(alones), strict=True)
    ]
    print(f"  won back with n changes, all kinds/products alone, %: {', '.join(told)} ({spent:.1f} s)")


def planned(problem: Problem, seed: int, asked: argparse.Namespace) -> Plan:
    kept = asked.plans and asked.plans / f"p{seed}.json"
    if kept and kept.exists():
        return read_plan(json.loads(kept.read_text("utf-8")))
    plan = solve(problem, seconds=asked.plan_seconds, seed=seed).plan
    if kept:
        kept.write_text(json.dumps(write_plan(plan)), "utf-8")
    return plan


if __name__ == "__main__":
    main()
