"""A plan is mended after something came between: ways with more or fewer changes, one of which is taken."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from django.utils import timezone

from lianxin.accounts.models import User
from lianxin.engines import planner
from lianxin.engines.planner import Event, Part, Problem, Product, Session
from lianxin.jobs.rules import Control
from lianxin.planning import rules
from lianxin.planning.actions.acting import planning
from lianxin.planning.actions.drafting import held, write
from lianxin.planning.actions.keeping import new_version
from lianxin.planning.actions.running import conclude, start_run
from lianxin.planning.actions.telling import told_conflict
from lianxin.planning.models import CreatorTerms, Disruption, Draft, Mark, Run, Season, Version
from lianxin.planning.queries import drawing, judging
from lianxin.planning.rules import NotPlanned
from lianxin.planning.rules.produce import harvested

#: What a changed session is to cost, in yuan: the dearer, the fewer change.
PRICES = (1000.0, 300.0, 100.0, 0.0)
_SECONDS = 2.0


def mend(run: Run, actor: User, control: Control) -> None:
    """Plans anew from the version that `asked` names, with what came between since, at several prices.

    A lock on what cannot be any more (the creator is away, the studio is shut) is lifted, and that is told.
    """
    version = Version.objects.select_related("instance", "season").get(pk=run.asked["version"])
    problem = judging.marked(version.season, version.instance)
    sessions = rules.read(version.sessions)
    before = planner.check(problem, sessions).objective
    events = list(events_since(version))
    now = planner.struck(with_late_harvests(version, problem), events)
    lifted = [lock for lock in problem.locked if rules.impossible(now, lock)]
    held = tuple(lock for lock in problem.locked if lock not in lifted)
    if conflict := planner.conflict_of(replace(now, locked=held)):
        conclude(run, answer={"conflict": told_conflict(conflict)})
        return
    problem = replace(problem, locked=held)
    found = []
    for number, price in enumerate(PRICES):
        control.progress(number, len(PRICES))
        found += planner.curve(
            with_late_harvests(version, problem),
            sessions,
            events,
            prices=(price,),
            today=timezone.localdate(),  # what is over stays as it was
            seconds=float(run.asked.get("seconds", _SECONDS)),
            iterations=run.asked.get("iterations"),
        )
    options = _different(_option(one, before) for one in found)
    conclude(run, answer={"options": options, "lifted": [rules.part_written(one) for one in lifted]})


def begin_mending(*, season: Season, actor: User) -> Run:
    """From the last version that was kept before the last thing that came between.

    Raises PermissionDenied, NotPlanned.
    """
    last = Disruption.objects.filter(season=season).order_by("noted_at").last()
    version = last and Version.objects.filter(season=season, made_at__lt=last.noted_at).first()
    if not version:
        raise NotPlanned("season_nothing_to_mend")
    return start_run(season=season, kind=Run.Kind.REPLAN, actor=actor, version=version.pk, seconds=2)


def events_since(version: Version) -> Iterator[Event]:
    """What came between after a version was kept, as the engine takes it; the rest its instance knows."""
    season = version.season
    platforms: dict[str, list[str]] = {}
    for number, platform in CreatorTerms.objects.filter(season=season).values_list("member_no", "platform"):
        platforms.setdefault(platform, []).append(number)
    for one in Disruption.objects.filter(season=season, noted_at__gt=version.made_at):
        first, last = one.first, one.last
        if one.kind == Disruption.Kind.AWAY:
            yield Event("ill", first, last, one.member_no)
        elif one.kind == Disruption.Kind.SHUT:
            yield Event("closed", first, last, one.target)
        elif one.kind == Disruption.Kind.SUPPLY and one.later:
            continue  # see `with_late_harvests`
        elif one.kind == Disruption.Kind.SUPPLY:
            lost = 1 - float(one.share) / 100
            yield Event("frost", first, last, one.target, lost)
        else:
            for number in platforms.get(one.target, ()):
                yield Event("ill", first, last, number)


def with_late_harvests(version: Version, problem: Problem) -> Problem:
    """The problem with what comes later than it was to, which is no event that the engine knows."""
    late: dict[str, list[Disruption]] = {}
    rows = Disruption.objects.filter(season=version.season, noted_at__gt=version.made_at, later__gt=0)
    for one in rows.filter(kind=Disruption.Kind.SUPPLY):
        late.setdefault(one.target, []).append(one)

    def struck(product: Product) -> Product:
        units: list[float] = list(product.supply)
        for one in late.get(product.id, ()):
            weeks = drawing.weeks_hit(version.season, one)
            units = harvested(units, weeks, float(one.share) / 100, one.later)
        return replace(product, supply=tuple(units))

    return replace(problem, products=tuple(map(struck, problem.products))) if late else problem


def _option(found: Any, before: float) -> dict[str, Any]:
    """`before`: what the plan was worth before anything came between."""
    sessions, mixes = found.changed
    lost = before - found.mended
    return {
        "cost": found.change_cost,
        "worth": found.worth,
        "before": before,
        "mended": found.mended,
        "recovered": 100 * (found.worth - found.mended) / lost if lost > 0 else None,
        "sessions_changed": sessions,
        "mixes_changed": mixes,
        "sessions": rules.written(found.plan.sessions),
        "moves": [told_move(one) for one in found.moves],
    }


def told_move(one: Any) -> dict[str, Any]:
    """One change as the engine tells it, for keeping."""
    old, new = (rules.written([s])[0] if s else None for s in (one.old, one.new))
    return {
        "kind": one.kind,
        "old": old,
        "new": new,
        "reason": one.reason,
        "brings": one.brings,
        "values": one.values,
    }


def _different(options: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Of options with the same sessions the first: what costs nothing to leave out is left out."""
    found: list[dict[str, Any]] = []
    for one in options:
        if all(one["sessions"] != other["sessions"] for other in found):
            found.append(one)
    return found


def _lift_impossible(season: Season, draft: Draft) -> None:
    """Locks that no plan can keep as the season stands now."""
    problem = judging.problem_of(draft.instance)
    for one in Mark.objects.filter(season=season, kind=Mark.Kind.LOCK):
        if rules.impossible(problem, Part(one.member_no or None, one.studio_no or None, one.slot)):
            one.delete()


def take_option(*, run: Run, number: int, actor: User) -> Version:
    """One of the ways becomes a version and stands on the board. Raises PermissionDenied, NotPlanned."""
    options = run.answer.get("options", [])
    if not 0 <= number < len(options):
        raise NotPlanned("season_no_option")
    sessions = rules.read(options[number]["sessions"])
    with planning(actor, "add", judging.creators_in(sessions)):
        draft = held(run.season)
        _lift_impossible(run.season, draft)
        problem = judging.marked(run.season, draft.instance)
        made = new_version(
            run.season,
            draft.instance,
            problem,
            sessions,
            kind=Version.Kind.REPLANNED,
            parent=draft.base,
            actor=actor,
        )
        draft.base = made
        was: tuple[Session, ...] = judging.draft_sessions(draft)
        write(draft, sessions, actor, trace=rules.trace(was, sessions))
    return made
