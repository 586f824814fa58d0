"""Who may see the rows of learning: what each sheet is about, read by `records.access`."""

from lianxin.core.scope import Rule
from lianxin.learning.models import Attendance, Certificate, Event

KEEPERS = ("trainer",)
RULES = (
    Rule(Event, keepers=KEEPERS),
    Rule(Attendance, about=("member",), keepers=KEEPERS),
    Rule(Certificate, keepers=KEEPERS),
)
