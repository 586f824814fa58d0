"""What was changed about a row: memberships of organisations then and now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from lianxin.people.models import Alias, Member
from lianxin.records.models import Change


@dataclass(frozen=True)
class Membership:
    """`until` is the day on which the records changed; None for today's organisation."""

    organisation: str
    until: date | None


def memberships(member: Member) -> list[Membership]:
    """Today's first. Earlier ones as the records held them."""
    found = [Membership(member.organisation_id, None)] if member.organisation_id else []
    for change in changes("members", member.pk).filter(before__has_key="organisation"):
        earlier = (change.before or {})["organisation"]
        if earlier and change.after is not None:
            found.append(Membership(earlier, timezone.localtime(change.at).date()))
    return found


def changes(sheet: str, pk: int) -> QuerySet[Change]:
    """The latest first."""
    return Change.objects.filter(sheet=sheet, record=pk).select_related("actor").order_by("-pk")


def subjects_of_member(member_no: str) -> list[str]:
    """Every subject under which the ledger speaks of a member: also the numbers of merged records."""
    old: Any = Alias.objects.filter(member_no=member_no).order_by("old_no").values_list("old_no", flat=True)
    return [f"member:{no}" for no in (member_no, *old)]


def current_number(member_no: str) -> str:
    """The number a member stands under today."""
    found = Alias.objects.filter(old_no=member_no).first()
    return found.member_no if found else member_no
