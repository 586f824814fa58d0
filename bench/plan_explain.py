"""Questions about a district's plan: the estimate at once against planning anew, and how long both take.

    .venv/bin/python bench/plan_explain.py [--samples 200] [--seed 0] [--plan PLAN.json]

A third of the questions each: a creator shows a product that she does not show; she shows a product in a
given slot; a session may not be. `--plan` keeps the solved plan, so that a second run is quick. Ranks are
compared by Spearman's coefficient: the estimated loss against the exact cost, which is what the forced plan
is worth less than a control that was searched as long without the force. A ratio above 1 means that the
estimate says the greater loss.
"""

import argparse
import json
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from random import Random
from typing import TypeVar

from scipy.stats import spearmanr

from lianxin.engines.planner import (
    Forced,
    Plan,
    Problem,
    Standing,
    estimated_with,
    estimated_without,
    read_plan,
    sample,
    solve,
    why_not,
    with_product,
    without,
    write_plan,
)

T = TypeVar("T")


@dataclass(frozen=True)
class Question:
    kind: str
    at_once: Callable[[], float | None]
    anew: Callable[[int], Forced | None]


@dataclass(frozen=True)
class Answer:
    kind: str
    estimate: float
    forced: Forced
    seconds: tuple[float, float]
    again: bool


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--samples", type=int, default=200)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--plan", type=Path)
    parser.add_argument("--plan-seconds", type=float, default=20)
    parser.add_argument("--rounds", type=int, help="of search for an exact answer")
    parser.add_argument("--again", type=int, default=5, help="so many are answered twice: the same?")
    asked = parser.parse_args()
    problem = sample("district", seed=asked.seed)
    solve(sample("tiny"), iterations=10)  # compiled, or read from the cache
    plan = planned(problem, asked)
    worth = f"worth {plan.objective:,.0f}, gap {plan.gap:.2f} %"
    print(f"district {asked.seed}: {len(plan.sessions)} sessions {worth}")
    began = time.perf_counter()
    standing = Standing(problem, plan.sessions)
    print(f"the plan is taken up for questions in {time.perf_counter() - began:.3f} s")
    drawn = list(questions(problem, plan, standing, asked.samples, Random(asked.seed)))
    answers = [found for n, one in enumerate(drawn) if (found := answered(one, asked, n < asked.again))]
    for kind in ("product", "product in a slot", "session", ""):
        told([one for one in answers if kind in ("", one.kind)], kind or "all")
    print(f"asked again: {sum(one.again for one in answers)} of {min(asked.again, len(answers))} the same")
    spent = [
        timed(partial(why_not, problem, plan.sessions, *pair))[1] for pair in list(problem.demand.base)[:20]
    ]
    print(f"reasons in words: median {statistics.median(spent):.3f} s, longest {max(spent):.3f} s")


def planned(problem: Problem, asked: argparse.Namespace) -> Plan:
    if asked.plan and asked.plan.exists():
        return read_plan(json.loads(asked.plan.read_text("utf-8")))
    plan = solve(problem, seconds=asked.plan_seconds, seed=asked.seed).plan
    if asked.plan:
        asked.plan.write_text(json.dumps(write_plan(plan)), "utf-8")
    return plan


def questions(
    problem: Problem, plan: Plan, standing: Standing, samples: int, random: Random
) -> Iterator[Question]:
    sessions, pairs = plan.sessions, list(problem.demand.base)
    shown = {(one.creator, product) for one in sessions for product in one.products}
    slots = {one.id: sorted(one.slots) for one in problem.creators}
    for number in range(samples):
        if number % 3 == 2:
            n = random.randrange(len(sessions))
            yield Question(
                "session",
                partial(estimated_without, problem, sessions, n),
                lambda rounds, n=n: without(problem, sessions, n, iterations=rounds),
            )
            continue
        in_slot = number % 3 == 1
        creator, product = random.choice([pair for pair in pairs if in_slot or pair not in shown])
        slot = random.choice(slots[creator]) if in_slot else None
        yield Question(
            "product in a slot" if in_slot else "product",
            partial(estimated_with, standing, creator, product, slot),
            lambda rounds, c=creator, p=product, s=slot: with_product(
                problem, sessions, c, p, slot=s, iterations=rounds
            ),
        )


def timed(does: Callable[[], T]) -> tuple[T, float]:
    began = time.perf_counter()
    result = does()
    return result, time.perf_counter() - began


def answered(one: Question, asked: argparse.Namespace, again: bool) -> Answer | None:
    """None where what is asked cannot be: both ways say so."""
    guess, quick = timed(one.at_once)
    forced, slow = timed(partial(one.anew, asked.rounds))
    assert (guess is None) == (forced is None)
    if guess is None or forced is None:
        return None
    twin = one.anew(asked.rounds) if again else None
    return Answer(one.kind, guess, forced, (quick, slow), twin is not None and said(twin) == said(forced))


def said(forced: Forced) -> tuple[object, ...]:
    return forced.cost, forced.found, forced.moves, forced.anyway


def median(values: list[float], form: str = ".0f") -> str:
    """In words: where nothing was asked or lost there is none."""
    return format(statistics.median(values), form) if values else "none"


def told(answers: list[Answer], kind: str) -> None:
    costs, found = [one.forced.cost for one in answers], [one.forced.found for one in answers]
    losses = [-one.estimate for one in answers]
    ranks = spearmanr(losses, costs).statistic if len(set(costs)) > 1 else float("nan")
    ratios = [loss / cost for loss, cost in zip(losses, costs, strict=True) if cost > 0.5]
    print(
        f"{kind}: {len(answers)} answers, Spearman {ranks:.3f}, ratio {median(ratios, '.2f')}, "
        f"cost p50 {median(costs)} yuan ({sum(cost < 0.5 for cost in costs)} cost nothing), "
        f"found anyway p50 {median(found)}, most {max(found, default=0):.0f} yuan, "
        f"sessions that change p50 {median([len(one.forced.moves) for one in answers])}"
    )
    for name, spent in (
        ("at once", [one.seconds[0] for one in answers]),
        ("exact", [one.seconds[1] for one in answers]),
    ):
        print(f"  {name} p50 {median(spent, '.3f')} s, longest {max(spent, default=0):.3f} s", flush=True)


if __name__ == "__main__":
    main()
