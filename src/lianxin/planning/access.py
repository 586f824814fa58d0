"""Who plans, who reads plans, and what a creator sees of the own sessions."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404

from lianxin.accounts.models import User
from lianxin.core import ledger
from lianxin.people.queries import numbers_of_member
from lianxin.planning.models import CreatorTerms, Disruption, Mark, Proposal, Season, Version

_PLANNING = {User.Role.OFFICE, User.Role.PLANNER}
_READING = _PLANNING | {User.Role.MARKET_STAFF, User.Role.AUDITOR}
#: What the ledger calls what is read here: sessions of creators, planned or held.
KIND = "live_sessions"


def _active(actor: Any) -> bool:
    return isinstance(actor, User) and actor.is_active


def may_read(actor: Any) -> bool:
    return _active(actor) and actor.role in _READING


def may_plan(actor: Any) -> bool:
    return _active(actor) and actor.role in _PLANNING


def may_answer(actor: Any) -> bool:
    """A member about the own proposals."""
    return _active(actor) and actor.role == User.Role.MEMBER and bool(actor.member_no)


def seasons_visible_to(actor: Any) -> QuerySet[Season]:
    return Season.objects.all() if may_read(actor) else Season.objects.none()


def get_season_for(actor: Any, pk: int) -> Season:
    """404 to whom it is nothing."""
    found = seasons_visible_to(actor).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def version_for(actor: Any, pk: int) -> Version:
    """404 to whom it is nothing. Whose sessions it holds is told to the ledger."""
    found = (
        Version.objects.filter(pk=pk, season__in=seasons_visible_to(actor)).select_related("season").first()
    )
    if found is None:
        raise Http404
    tell({session["creator"] for session in found.sessions})
    return found


def marks_of(actor: Any, season: Season) -> list[Mark]:
    found = list(Mark.objects.filter(season=season).select_related("made_by")) if may_read(actor) else []
    tell({mark.member_no for mark in found if mark.member_no})
    return found


def terms_of(actor: Any, season: Season) -> list[CreatorTerms]:
    found = list(CreatorTerms.objects.filter(season=season)) if may_read(actor) else []
    tell({row.member_no for row in found})
    return found


def disruptions_of(actor: Any, season: Season) -> list[Disruption]:
    found = list(Disruption.objects.filter(season=season)) if may_read(actor) else []
    tell({row.member_no for row in found if row.member_no})
    return found


def proposals_of(actor: Any) -> QuerySet[Proposal]:
    """A member's own; all of them for whoever reads plans. Telling is the caller's."""
    if may_read(actor):
        return Proposal.objects.all()
    own = numbers_of_member(actor.member_no) if may_answer(actor) else []
    return Proposal.objects.filter(member_no__in=own)


def proposal_for(actor: Any, pk: int) -> Proposal:
    """404 to strangers."""
    found = proposals_of(actor).filter(pk=pk).select_related("season").first()
    if found is None:
        raise Http404
    tell({found.member_no})
    return found


def tell(members: set[str]) -> None:
    """Whose sessions are read, for the ledger."""
    if members:
        ledger.seen({f"member:{number}" for number in members}, KIND)
