"""Who may see the rows of liaison: what each sheet is about, read by `records.access`."""

from typing import Any

from django.db import models
from django.utils import timezone

from lianxin.core.ledger import Purpose
from lianxin.core.scope import Rule
from lianxin.liaison.models import Assignment, Case, Contact, Officer

RULES = (
    Rule(Officer),
    Rule(Assignment, about=("member",)),
    Rule(Contact, about=("member",), carers=True),
    Rule(Case, about=("member",), units=("lead_unit", "support_units"), carers=True),
)


def own_members(actor: Any) -> models.QuerySet[Any]:
    """The numbers of the members whom `actor`, a liaison officer, is paired with today."""
    return Assignment.unscoped.filter(_today(), officer=actor.officer_no).values("member")


def pairs(actor: Any) -> models.QuerySet[Any]:
    """Who keeps contact with whom today, as far as `actor` may know."""
    found: models.QuerySet[Any] = Assignment.objects.visible_to(actor).filter(_today())
    return found


def _today() -> models.Q:
    today = timezone.localdate()
    return models.Q(starts_on__lte=today) & (models.Q(ends_on=None) | models.Q(ends_on__gte=today))


def purposes(actor: Any, member_no: str) -> list[Purpose]:
    """The pairing with an officer, then open requests of the member that `actor` sees."""
    found = []
    if actor.officer_no and own_members(actor).filter(member=member_no).exists():
        found.append(Purpose("duty", ref=actor.officer_no, live=True))
    seen = Case.objects.visible_to(actor).filter(member=member_no, closed_on=None)
    for case_no in Case.unscoped.filter(pk__in=seen.values("pk")).values_list("case_no", flat=True)[:5]:
        found.append(Purpose("case", ref=case_no, live=True))
    return found


def members_with_open_cases() -> models.QuerySet[Any]:
    """Their numbers: what retention and erasure leave alone."""
    return Case.unscoped.filter(closed_on=None).order_by().values_list("member", flat=True)
