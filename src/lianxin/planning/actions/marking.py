"""Locks and bans: what the solver may not move, and what it may not plan."""

from __future__ import annotations

from lianxin.accounts.models import User
from lianxin.engines.planner import Part, Session
from lianxin.planning import rules
from lianxin.planning.actions.acting import planning
from lianxin.planning.models import Draft, Mark, Season
from lianxin.planning.queries import judging
from lianxin.planning.rules import Key, NotPlanned


def mark(*, season: Season, kind: str, part: Part, actor: User) -> Mark:
    """Locks or forbids a session or a part of one, once. Raises PermissionDenied, NotPlanned."""
    if part == Part():
        raise NotPlanned("season_empty_mark")
    said = {
        "member_no": part.creator or "",
        "studio_no": part.studio or "",
        "slot": part.slot,
        "products": part.products,
    }
    with planning(actor, "change", [part.creator or ""]):
        found = Mark.objects.filter(season=season, kind=kind, **said).first()
        return found or Mark.objects.create(season=season, kind=kind, made_by=actor, **said)


def lock_session(*, season: Season, key: Key, actor: User, whole: bool = False) -> Mark:
    """A session of the draft: who, when and where; what it sells stays open to the solver unless `whole`.

    Takes the place of the locks that it had. Raises PermissionDenied; NotPlanned when it is not there.
    """
    one = rules.find(judging.draft_sessions(_draft(season)), key)
    with planning(actor, "change", [one.creator]):
        return _locked(season, one, actor, whole)


def lock_week(*, season: Season, week: int, actor: User, whole: bool = False) -> int:
    """Every session that the draft holds in the week, as `lock_session` does; how many. Raises as it does."""
    draft = _draft(season)
    problem = judging.problem_of(draft.instance)
    sessions = [one for one in judging.draft_sessions(draft) if problem.slots[one.slot].week == week]
    with planning(actor, "change", [one.creator for one in sessions]):
        for one in sessions:
            _locked(season, one, actor, whole)
    return len(sessions)


def open_week(*, season: Season, week: int, actor: User) -> int:
    """Every lock on a session of the week goes; how many there were. Raises PermissionDenied, NotPlanned."""
    problem = judging.problem_of(_draft(season).instance)
    slots = [slot.id for slot in problem.slots if slot.week == week]
    locks = list(Mark.objects.filter(season=season, kind=Mark.Kind.LOCK, slot__in=slots))
    with planning(actor, "remove", [one.member_no for one in locks]):
        return Mark.objects.filter(pk__in=[one.pk for one in locks]).delete()[0]


def _draft(season: Season) -> Draft:
    draft = Draft.objects.select_related("instance").filter(season=season).first()
    if draft is None:
        raise NotPlanned("season_no_draft")
    return draft


def _locked(season: Season, one: Session, actor: User, whole: bool) -> Mark:
    part = Part(one.creator, one.studio, one.slot, dict(one.products) if whole else {})
    had = Mark.objects.filter(season=season, kind=Mark.Kind.LOCK, member_no=one.creator, slot=one.slot)
    for lock in had:
        if (lock.studio_no, lock.products) != (one.studio, part.products):
            lock.delete()
    return mark(season=season, kind=Mark.Kind.LOCK, part=part, actor=actor)


def unmark(*, mark: Mark, actor: User) -> None:
    with planning(actor, "remove", [mark.member_no]):
        mark.delete()
