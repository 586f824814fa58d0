"""A season with sessions of the cast in it: of one's own, of the same unit, of a stranger."""

from dataclasses import replace
from datetime import date, timedelta

from django.utils import timezone
from matrix.district import NUMBERS, VARIANTS

from lianxin.accounts.models import User
from lianxin.engines.planner import Part, Problem, sample, write_problem
from lianxin.planning import actions
from lianxin.planning.models import CreatorTerms, Disruption, Draft, Instance, Proposal, Run, Season
from lianxin.planning.queries import judging
from lianxin.planning.rules import Move

#: A product of the made-up season that is known to no sheet.
PRODUCT = "P0001"


def plan(office: User) -> dict[str, int]:
    """Name → id: season, version, run, disruption, and the proposals of the variants."""
    monday = timezone.localdate() + timedelta(days=7 - timezone.localdate().weekday())
    problem = _cast(monday)
    season = Season.objects.create(
        name="冬季直播季", first=monday, weeks=2, starts=[s.starts for s in problem.slots[:6]]
    )
    content = write_problem(problem)
    instance = Instance.objects.create(season=season, digest=judging.digest_of(content), content=content)
    Draft.objects.create(season=season, instance=instance)
    for revision, creator in enumerate(problem.creators):
        CreatorTerms.objects.create(season=season, member_no=creator.id)
        move = Move("add", (creator.id, _slot(problem, revision)))
        actions.make_move(season=season, move=move, revision=revision, actor=office)
    lock = Part(creator=NUMBERS["own"], slot=_slot(problem, 0))
    actions.mark(season=season, kind="lock", part=lock, actor=office)
    version = actions.keep_draft(season=season, actor=office)
    actions.propose(version=version, actor=office)
    away = Disruption.objects.create(
        season=season, kind="away", member_no=NUMBERS["other"], first=monday, last=monday
    )
    run = Run.objects.create(season=season, kind="fill", version=version)
    asked = {row.member_no: row.pk for row in Proposal.objects.all()}
    ids = {f"proposal-{variant}": asked[NUMBERS[variant]] for variant in VARIANTS}
    return {"season": season.pk, "version": version.pk, "run": run.pk, "disruption": away.pk, **ids}


def _cast(first: date) -> Problem:
    """The engine's smallest season, with the cast as its creators, each free all the time."""
    made = sample("tiny")
    names = dict(zip([one.id for one in made.creators], NUMBERS.values(), strict=True))
    whole = frozenset(slot.id for slot in made.slots)
    days = first - made.slots[0].date
    return replace(
        made,
        slots=tuple(replace(slot, date=slot.date + days) for slot in made.slots),
        creators=tuple(replace(one, id=names[one.id], slots=whole) for one in made.creators),
        demand=replace(
            made.demand, base={(names[who], what): n for (who, what), n in made.demand.base.items()}
        ),
    )


def _slot(problem: Problem, place: int) -> int:
    """Times at which a studio that the creator uses is free, one day after the other."""
    creator = problem.creators[place]
    return next(
        slot.id
        for slot in problem.slots
        if slot.date == problem.slots[0].date + timedelta(days=place)
        and any(slot.id in s.slots and s.type in creator.studio_types for s in problem.studios)
    )
