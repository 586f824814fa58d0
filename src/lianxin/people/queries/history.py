"""Who a member was before: earlier organisations, earlier numbers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

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
    changes = Change.objects.filter(sheet="members", record=member.pk, before__has_key="organisation")
    for change in changes.order_by("-pk"):
        earlier = (change.before or {})["organisation"]
        if earlier and change.after is not None:
            found.append(Membership(earlier, timezone.localtime(change.at).date()))
    return found


def subjects_of_member(member_no: str) -> list[str]:
    """Every subject under which the ledger speaks of a member: also the numbers of merged records."""
    old: Any = Alias.objects.filter(member_no=member_no).order_by("old_no").values_list("old_no", flat=True)
    return [f"member:{no}" for no in (member_no, *old)]


def current_number(member_no: str) -> str:
    """The number a member stands under today."""
    found = Alias.objects.filter(old_no=member_no).first()
    return found.member_no if found else member_no
