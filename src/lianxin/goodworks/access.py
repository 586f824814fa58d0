"""Who may see the rows of goodworks: what each sheet is about, read by `records.access`."""

from lianxin.core.scope import Rule
from lianxin.goodworks.models import Campaign, Donation, Honour, Mentorship, Participation, Work, WorkStat

RULES = (
    Rule(Campaign),
    Rule(Participation, about=("member",)),
    Rule(Donation, about=("member",), units=("organisation",)),
    Rule(Honour, about=("member",)),
    Rule(Mentorship, about=("mentor", "mentee")),
    Rule(Work, about=("member",)),
    Rule(WorkStat, about=("work__member",)),
)
