"""A new plan after something happened: little moved, and never worse than mending the old one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from time import monotonic

from lianxin.engines.planner.checking import Verdict, check
from lianxin.engines.planner.conflicts import conflict_of
from lianxin.engines.planner.deltas import Deltas
from lianxin.engines.planner.errors import LocksConflict
from lianxin.engines.planner.problem import Plan, Problem, Session
from lianxin.engines.planner.replanning import (
    Event,
    Move,
    apart_from_changes,
    changed_counts,
    changed_problem,
    from_today,
    moves,
    repaired,
)
from lianxin.engines.planner.solving import solve
from lianxin.engines.planner.stepping import Step, steps
from lianxin.engines.planner.warming import compile_kernels

#: What comes before and after a search takes so many times as long as mending the plan.
AROUND = 8
#: Where changes cost something, such a share of the time is for all kinds of them; then places stay.
ALL_KINDS = 0.6


@dataclass(frozen=True)
class Replan:
    """The new plan and how it came about. Worths are without the price of changes.

    `before` is what the old plan was worth before the events, `mended` what is left of it when nothing is put
    in the place of what cannot stand. `most`: so many changes were allowed; None where only their price kept
    them few.
    """

    problem: Problem
    plan: Plan
    moves: tuple[Move, ...]
    change_cost: float
    before: float
    mended: float
    most: int | None = None

    @property
    def worth(self) -> float:
        return apart_from_changes(self.plan)

    @property
    def recovered(self) -> float | None:
        """The share of the loss that the new plan wins back, in percent; None if nothing was lost."""
        lost = self.before - self.mended
        return 100 * (self.worth - self.mended) / lost if lost > 0 else None

    @property
    def steps(self) -> list[Step]:
        """The changes one by one, what brings most first: value against the number of changes."""
        return steps(self.problem, repaired(self.problem, self.problem.current), self.moves)

    @property
    def changed(self) -> tuple[int, int]:
        """Sessions dropped or moved, apart from those that cannot stand, and mixes changed."""
        return changed_counts(move for move in self.moves if not move.reason)


def replan(
    problem: Problem,
    sessions: Sequence[Session],
    events: Iterable[Event],
    *,
    change_cost: float,
    today: date | None = None,
    seconds: float = 2.0,
    seed: int = 0,
    workers: int = 2,
    iterations: int | None = None,
    start: Sequence[Session] | None = None,
) -> Replan:
    """A plan for the time from `today` on, in which each changed session costs `change_cost` and a mix half.

    A session is added only if it brings at least `change_cost`. The plan is never worth less, by the price of
    changes, than the old plan with what cannot stand taken out. The search begins from `start`, if one is
    known that is worth more than that. Raises LocksConflict when no plan can keep the locks.
    """
    compile_kernels()
    began = monotonic()
    plain = replace(problem, current=(), change_cost=0.0)
    now = changed_problem(problem, sessions, events, change_cost)
    if today is not None:
        now = from_today(now, sessions, today)
    begin = sessions if start is None else start
    search = partial(best_of, seed=seed, workers=workers, iterations=iterations)
    first = seconds * ALL_KINDS if change_cost else seconds
    plan = search(now, begin, seconds=first)
    if plan.status == "infeasible" and (conflict := conflict_of(now)):
        raise LocksConflict(conflict)
    searched = monotonic()
    mended: Verdict = check(now, repaired(now, sessions))
    plan = trimmed(now, plan, sessions, mended.objective)
    if change_cost:
        # what was trimmed may have been counted on: the products of what is left are looked at again
        trimmed_at = monotonic()  # trimming once more takes as long again
        left = max(seconds - (trimmed_at - began) - (trimmed_at - searched), 0.0)
        again = search(in_place(now, plan.sessions), plan.sessions, seconds=left)
        settled = trimmed(now, with_sessions(now, plan, again.sessions), sessions, mended.objective)
        plan = max(plan, settled, key=lambda one: one.objective)
    return Replan(
        problem=now,
        plan=plan,
        moves=tuple(moves(now, sessions, plan.sessions)),
        change_cost=change_cost,
        before=check(plain, sessions).objective,
        mended=mended.objective + mended.parts["changes"],
    )


def best_of(
    problem: Problem,
    start: Sequence[Session],
    *,
    seconds: float,
    seed: int = 0,
    workers: int = 2,
    iterations: int | None = None,
) -> Plan:
    """Solves from a plan as far as it still stands, and gives that one back if nothing better is found.

    Infeasible, with the names of the conflict, where the locks cannot stand together.

    `seconds` are for all of it: what looking at the plan costs before, it costs again afterwards.
    """
    compile_kernels()
    began = monotonic()
    left = tuple(repaired(problem, start))
    spent = monotonic() - began
    seconds = max(seconds - AROUND * spent, seconds / 2)
    found = solve(
        problem, seconds=seconds, seed=seed, workers=workers, start=left, iterations=iterations
    ).plan
    held = check(problem, left)
    if found.status == "infeasible" or not held.ok or found.objective >= held.objective:
        return found
    return _as_plan(found, left, held)


def _as_plan(found: Plan, sessions: tuple[Session, ...], verdict: Verdict) -> Plan:
    return replace(
        found, sessions=sessions, objective=verdict.objective, parts=verdict.parts, sold=verdict.sold
    )


def in_place(problem: Problem, sessions: Iterable[Session]) -> Problem:
    """The problem in which creators are free only where they have a session, or have one now."""
    taken: dict[str, set[int]] = {}
    for one in (*sessions, *problem.current):
        taken.setdefault(one.creator, set()).add(one.slot)
    creators = (replace(one, slots=one.slots & taken.get(one.id, set())) for one in problem.creators)
    return replace(problem, creators=tuple(creators))


def trimmed(problem: Problem, plan: Plan, old: Sequence[Session], least: float) -> Plan:
    """Without added sessions that bring less than the price of a change, the smallest first.

    The solver prices what of the old plan is lost, not what is new; people have to be told of both.
    """
    places = {(one.creator, one.studio, one.slot) for one in old}
    held, worth = list(plan.sessions), plan.objective
    while True:
        deltas = Deltas(problem, held)
        brings = {
            n: -deltas.of(out=[one])
            for n, one in enumerate(held)
            if (one.creator, one.studio, one.slot) not in places
            and not any(lock.is_kept_by(one) for lock in problem.locked)
        }
        small = min(brings, key=lambda n: brings[n], default=None)
        if small is None or brings[small] >= problem.change_cost or worth - brings[small] < least:
            break
        worth -= brings[small]
        del held[small]
    if len(held) == len(plan.sessions):
        return plan
    return with_sessions(problem, plan, held)


def with_sessions(problem: Problem, plan: Plan, sessions: Sequence[Session]) -> Plan:
    """Other sessions with what is proved for the problem."""
    return replace(_as_plan(plan, tuple(sessions), check(problem, sessions)), status="feasible")
