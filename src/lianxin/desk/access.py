"""Who may see the rows of desk: what each sheet is about, read by `records.access`."""

from lianxin.core.scope import Rule
from lianxin.desk.models import Question

RULES = (Rule(Question, units=("unit",)),)
