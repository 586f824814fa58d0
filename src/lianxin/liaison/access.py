"""Who may see the rows of liaison: what each sheet is about, read by `records.access`."""

from typing import Any

from django.db import models
from django.utils import timezone

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
    today = timezone.localdate()
    paired = Assignment.unscoped.filter(officer=actor.officer_no, starts_on__lte=today)
    return paired.filter(models.Q(ends_on=None) | models.Q(ends_on__gte=today)).values("member")
