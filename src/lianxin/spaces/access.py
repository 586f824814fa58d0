"""Who may see the rows of spaces: what each sheet is about, read by `records.access`."""

from lianxin.core.scope import Rule
from lianxin.spaces.models import Base, Booking, Studio

KEEPERS = ("studio_manager",)
RULES = (
    Rule(Base, keepers=KEEPERS),
    Rule(Studio, keepers=KEEPERS),
    Rule(Booking, about=("member",), keepers=KEEPERS),
)
