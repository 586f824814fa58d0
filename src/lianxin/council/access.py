"""Who may see the rows of council: what each sheet is about, read by `records.access`."""

from lianxin.core.scope import Rule
from lianxin.council.models import Measure, Meeting, Resolution

RULES = (
    Rule(Meeting, units=("host", "attending_units")),
    Rule(Resolution, units=("lead_unit", "support_units")),
    Rule(Measure, units=("lead_unit", "support_units")),
)
