"""The solver fills the rest of a plan; what it found becomes a version."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from django.utils import timezone

from lianxin.accounts.models import User
from lianxin.engines import planner
from lianxin.engines.planner import Problem, Progress, Result, Session
from lianxin.jobs.rules import Control, Stopped
from lianxin.planning import rules
from lianxin.planning.actions.acting import planning
from lianxin.planning.actions.drafting import held, redraw, write
from lianxin.planning.actions.keeping import Proof, new_version
from lianxin.planning.actions.running import conclude, report
from lianxin.planning.actions.telling import told_conflict
from lianxin.planning.models import Draft, Run, Season, Version
from lianxin.planning.queries import drawing, judging

_EVERY = 1.0  # seconds between two pieces of news


@dataclass
class Watch:
    """Between the solver and the job: news to the page, the stop button to the solver."""

    run: Run
    control: Control
    seconds: float
    stopped: bool = False
    _told: float = field(default=0.0, init=False)

    def on_progress(self, news: Progress) -> None:
        self.look(news.seconds)
        if time.monotonic() - self._told < _EVERY:
            return
        self._told = time.monotonic()
        said = {
            "stage": news.stage,
            "seconds": news.seconds,
            "objective": news.objective,
            "bound": news.bound,
        }
        report(self.run, **said)

    def look(self, seconds: float) -> None:
        try:
            self.control.progress(min(int(seconds), int(self.seconds)), int(self.seconds))
        except Stopped:
            self.stopped = True

    def should_stop(self) -> bool:
        self.look(self.control.done)
        return self.stopped


def solved(problem: Problem, start: tuple[Session, ...], run: Run, control: Control) -> Result:
    """With the seconds, seed and iterations that the run asks for."""
    seconds = float(run.asked.get("seconds", 60))
    watch = Watch(run, control, seconds)
    found: Result = planner.solve(
        problem,
        seconds=seconds,
        seed=int(run.asked.get("seed", 0)),
        start=start,
        iterations=run.asked.get("iterations"),
        on_progress=watch.on_progress,
        should_stop=watch.should_stop,
    )
    return found


def fill(run: Run, actor: User, control: Control) -> None:
    """Locks and bans hold, all else is open. The draft follows if nobody moved anything meanwhile."""
    draft = Draft.objects.select_related("instance").get(season=run.season)
    now = judging.marked(run.season, draft.instance)
    begun = rules.begun_of(now.slots, timezone.now())
    problem = planner.with_past(now, judging.draft_sessions(draft), begun)  # what has begun stays
    if conflict := planner.conflict_of(problem):
        conclude(run, answer={"conflict": told_conflict(conflict)})
        return
    result = solved(problem, judging.draft_sessions(draft), run, control)
    keep_found(run, draft, problem, result, actor, kind=Version.Kind.SOLVED)


def keep_found(
    run: Run, draft: Draft, problem: Problem, result: Result, actor: User, *, kind: str, label: str = ""
) -> Version:
    plan = result.plan
    proof = Proof(plan.bound, plan.seed, plan.seconds)
    with planning(actor, "add", judging.creators_in(plan.sessions)):
        made = new_version(
            run.season,
            draft.instance,
            problem,
            plan.sessions,
            kind=kind,
            parent=draft.base,
            actor=actor,
            label=label,
            proof=proof,
        )
        now = held(run.season)
        follows = now.revision == draft.revision
        if follows:
            now.base = made
            write(now, plan.sessions, actor, trace=rules.trace(judging.draft_sessions(now), plan.sessions))
        conclude(run, version=made, answer={"follows": follows})
    return made


def draw(run: Run, actor: User, control: Control) -> None:
    """The records are read anew."""
    control.progress(0, 1)
    redraw(season=run.season, actor=actor)
    conclude(run, answer={"drawn": True})


def price_fairness(run: Run, actor: User, control: Control) -> None:
    """What each setting costs: what the same season brings more without it, solved both ways for as long.

    What a plan brings is told without the penalties: sales less fees, studios and fatigue.
    """
    draft = Draft.objects.select_related("instance").get(season=run.season)
    problem = judging.marked(run.season, draft.instance)
    start = judging.draft_sessions(draft)
    whole = _brings(problem, solved(problem, start, run, control).plan.sessions)
    without = {
        name: max(_brings(free, solved(free, start, run, control).plan.sessions), whole)
        for name, free in _without(run.season, problem).items()
    }
    prices = {name: worth - whole for name, worth in without.items()}
    conclude(run, answer={"prices": prices, "without": without, "whole": whole})


def _without(season: Season, problem: Problem) -> dict[str, Problem]:
    """The season without each of the settings that are on."""
    rules_ = problem.rules
    found = {}
    if rules_.floor_penalty:
        found["floor"] = replace(problem, rules=replace(rules_, floor_penalty=0.0))
    if rules_.creator_penalty:
        found["creator"] = replace(problem, rules=replace(rules_, creator_penalty=0.0))
    if season.good_share < 100:
        season.good_share = Decimal(100)  # in hand only; nothing is saved
        found["good"] = replace(problem, creators=drawing.draw(season, problem.demand).creators)
    return found


def _brings(problem: Problem, sessions: Sequence[Session]) -> float:
    parts = planner.check(problem, sessions).parts
    return parts["sales"] - parts["fees"] - parts["studios"] - parts["fatigue"]


Doing = Callable[[Run, User, Control], None]
