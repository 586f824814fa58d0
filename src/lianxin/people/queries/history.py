"""Who a member was before: earlier organisations, earlier numbers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef
from django.utils import timezone

from lianxin.people.models import Alias, Member
from lianxin.records.models import Batch, Change


@dataclass(frozen=True)
class Membership:
    """`until` is the day on which the records changed; None for today's organisation."""

    organisation: str
    until: date | None


def memberships(member: Member) -> list[Membership]:
    """Today's first. Earlier ones as the records held them."""
    found = [Membership(member.organisation_id, None)] if member.organisation_id else []
    changes = Change.objects.filter(sheet="members", record=member.pk, before__has_key="organisation")
    for change in changes.exclude(batch__state=Batch.State.ROLLED_BACK).order_by("-pk"):
        earlier = (change.before or {})["organisation"]
        if earlier and change.after is not None:
            found.append(Membership(earlier, timezone.localtime(change.at).date()))
    return found


def numbers_of_member(member_no: str) -> list[str]:
    """The member's number and those of merged records; not one that somebody else has been given since."""
    taken = Member.objects.filter(member_no=OuterRef("old_no"))
    old = Alias.objects.filter(~Exists(taken), member_no=member_no).order_by("old_no")
    return [member_no, *old.values_list("old_no", flat=True)]


def subjects_of_member(member_no: str) -> list[str]:
    """Every subject under which the ledger speaks of a member."""
    return [f"member:{number}" for number in numbers_of_member(member_no)]


def current_number(member_no: str) -> str:
    """The number a member stands under today."""
    found = Alias.objects.filter(old_no=member_no).first()
    return found.member_no if found else member_no
