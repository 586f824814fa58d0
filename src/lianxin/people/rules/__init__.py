"""What people's pages go by, without Django."""

from lianxin.people.rules.reasons import DUTIES, MINUTES, SHORTEST, Reason, remembered
from lianxin.people.rules.tabs import Tab

__all__ = ["DUTIES", "MINUTES", "SHORTEST", "Reason", "Tab", "remembered"]
