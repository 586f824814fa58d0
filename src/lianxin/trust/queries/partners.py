"""Contacts for a partner: of those who agreed to it, and of nobody else."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.utils import timezone

from lianxin.accounts.models import User
from lianxin.people.models import Member, Organisation
from lianxin.trust.models import Use
from lianxin.trust.queries.consents import consenting

HEADER = ("网名", "姓名", "成员类别", "所在乡镇", "手机号")


def units() -> list[str]:
    return list(Organisation.unscoped.order_by("name").values_list("name", flat=True))


def contacts(actor: User) -> list[tuple[Any, ...]]:
    """Rows under `HEADER`; the name only with a consent of its own. Members who have left are not given."""
    there = Q(left_on=None) | Q(left_on__gt=timezone.localdate())
    agreed = consenting(Use.THIRD_PARTY_CONTACT.value)
    rows = Member.objects.visible_to(actor).filter(there, member_no__in=agreed).order_by("member_no")
    named = set(consenting(Use.PUBLISH_NAME.value))
    return [
        (row.stage_name, row.name if row.member_no in named else "", row.kind, row.town, row.phone)
        for row in rows
    ]


def agreeing() -> int:
    """How many would be given now."""
    there = Q(left_on=None) | Q(left_on__gt=timezone.localdate())
    agreed = consenting(Use.THIRD_PARTY_CONTACT.value)
    return int(Member.objects.filter(there, member_no__in=agreed).count())
