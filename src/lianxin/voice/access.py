"""Who may see the rows of voice: what each sheet is about, read by `records.access`."""

from lianxin.core.scope import Rule
from lianxin.voice.models import Appointment, Proposal

RULES = (
    Rule(Appointment, about=("member",)),
    Rule(Proposal, about=("member",), units=("lead_unit", "support_units")),
)
