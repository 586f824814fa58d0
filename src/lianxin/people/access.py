"""Who may see the rows of people: what each sheet is about, read by `records.access`."""

from typing import Any

from django.http import Http404

from lianxin.accounts.models import User
from lianxin.core.scope import Rule
from lianxin.people.models import Account, Member, Organisation
from lianxin.records.access import columns_for, columns_of_all, may_see_sheet, visible_to

RULES = (
    Rule(Organisation, units=("name",), growers=("name",), contact="name"),
    Rule(
        Member,
        about=("member_no",),
        units=("organisation",),
        names=("member_no", "name", "stage_name"),
        carers=True,
    ),
    Rule(Account, about=("member",), units=("member__organisation",), carers=True),
)

#: Members and growers have pages of their own; administrators see no business data.
_OUTSIDE = {User.Role.MEMBER, User.Role.GROWER, User.Role.ADMINISTRATOR}


def may_see_directory(actor: Any) -> bool:
    return isinstance(actor, User) and actor.role not in _OUTSIDE and may_see_sheet(actor, "members")


def may_merge(actor: Any) -> bool:
    """Make two records of one person one; also rename towns and kinds everywhere."""
    return isinstance(actor, User) and actor.role == User.Role.OFFICE


def sees_details(actor: User) -> bool:
    """Whether `actor` reads every column of every member that it sees."""
    return "phone" in columns_of_all(actor, "members")


def opens_details(actor: User, member: Member) -> bool:
    """Whether more than the name is shown of this member."""
    return "phone" in columns_for(actor, member)


def get_member_for(actor: User, member_no: str) -> Member:
    """404 to strangers, as if there were no such member."""
    found: Member | None = visible_to(actor, "members").filter(member_no=member_no).first()
    if found is None:
        raise Http404
    return found


def get_organisation_for(actor: User, pk: int) -> Organisation:
    """404 to strangers, as if there were no such body."""
    found: Organisation | None = visible_to(actor, "organisations").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found
