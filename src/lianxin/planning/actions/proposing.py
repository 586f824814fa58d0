"""Sessions put to their creators, and what these say."""

from __future__ import annotations

from decimal import Decimal

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from lianxin.accounts.models import User
from lianxin.core import ledger
from lianxin.engines.planner import Session
from lianxin.planning import rules
from lianxin.planning.access import KIND, may_answer, may_plan
from lianxin.planning.actions.acting import planning
from lianxin.planning.models import CreatorTerms, Mark, Proposal, Version
from lianxin.planning.queries import judging
from lianxin.planning.rules import NotPlanned

_OPEN = (Proposal.State.ASKED, Proposal.State.ACCEPTED)


def propose(*, version: Version, actor: User) -> int:
    """Puts every session of the version to its creator; how many are new.

    A creator who said yes to the very same session is not asked again. What is no longer in the plan is
    withdrawn. Raises PermissionDenied; NotPlanned where the plan breaks a rule.
    """
    if version.verdict["broken"]:
        raise NotPlanned("season_broken", count=len(version.verdict["broken"]))
    sessions = rules.read(version.sessions)
    slots = judging.problem_of(version.instance).slots
    fees = dict(CreatorTerms.objects.filter(season=version.season).values_list("member_no", "fee"))
    with planning(actor, "request", judging.creators_in(sessions)):
        wanted = {rules.key_of(one): one for one in sessions}
        standing = _withdraw_the_rest(version, wanted)
        new = [one for key, one in wanted.items() if key not in standing]
        Proposal.objects.bulk_create(
            Proposal(
                season=version.season,
                version=version,
                member_no=one.creator,
                slot=one.slot,
                starts_at=rules.moments(slots[one.slot])[0],
                ends_at=rules.moments(slots[one.slot])[1],
                studio_no=one.studio,
                products=one.products,
                fee=fees.get(one.creator, Decimal(0)),
                asked_by=actor,
            )
            for one in new
        )
    return len(new)


def _withdraw_the_rest(version: Version, wanted: dict[rules.Key, Session]) -> set[rules.Key]:
    """The places that stand as they were asked for; other open ones are withdrawn. Released ones stay."""
    standing = set()
    for row in Proposal.objects.filter(season=version.season, state__in=[*_OPEN, Proposal.State.RELEASED]):
        one = wanted.get((row.member_no, row.slot))
        same = one is not None and one.studio == row.studio_no
        if row.state == Proposal.State.RELEASED or same:
            standing.add((row.member_no, row.slot))
            if same and one is not None and row.state != Proposal.State.RELEASED:
                row.products, row.version = one.products, version
                row.save(update_fields=["products", "version"])
        else:
            row.state = Proposal.State.WITHDRAWN
            row.save(update_fields=["state"])
    return standing


def answer(*, proposal: Proposal, accept: bool, actor: User) -> None:
    """By the creator, or written down by a planner on the creator's word, which the creator sees.

    A no becomes a ban, so that no plan asks the same again. Raises PermissionDenied; NotPlanned once the
    session is released, withdrawn or over.
    """
    if not (may_answer(actor) or may_plan(actor)):
        raise PermissionDenied
    with ledger.act("change", [f"member:{proposal.member_no}"], kind=KIND, who=actor.who):
        row = Proposal.objects.select_for_update().get(pk=proposal.pk)
        if row.state not in _OPEN or row.ends_at <= timezone.now():
            raise NotPlanned("season_answer_late")
        row.state = Proposal.State.ACCEPTED if accept else Proposal.State.DECLINED
        row.answered_at, row.answered_by = timezone.now(), actor
        row.save(update_fields=["state", "answered_at", "answered_by"])
        if not accept:
            Mark.objects.create(
                season=row.season, kind=Mark.Kind.BAN, member_no=row.member_no, slot=row.slot, declined=row
            )
