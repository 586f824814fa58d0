"""Who may see the rows of people: what each sheet is about, read by `records.access`."""

from lianxin.core.scope import Rule
from lianxin.people.models import Account, Member, Organisation

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
