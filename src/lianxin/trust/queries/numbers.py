"""Which numbers and rows belong to one person."""

from collections.abc import Iterator
from typing import Any

from django.db import models

from lianxin.core import hooks
from lianxin.core.sheets import Sheet, sheet
from lianxin.people.models import Member
from lianxin.people.queries import numbers_of_member


def member_exists(member_no: str) -> bool:
    return bool(Member.objects.filter(member_no=member_no).exists())


def beyond_the_rules(member_no: str) -> Iterator[tuple[Sheet, models.QuerySet[Any]]]:
    """Rows about the person that no column with a member's number leads to. Not to be shown as they are."""
    for tab in hooks.profile_tabs:
        for name, find in tab.finders.items():
            target = sheet(name)
            yield target, find(target.model.unscoped.all(), member_no)


def subjects_of_member(member_no: str) -> list[str]:
    """As the ledger names the person: also by rows that no number leads to. The own number comes last."""
    rows = [
        f"row:{target.name}:{pk}"
        for target, found in beyond_the_rules(member_no)
        for pk in found.values_list("pk", flat=True)
    ]
    return [*rows, *(f"member:{number}" for number in reversed(numbers_of_member(member_no)))]
