"""Reads of people: lists, profiles, places, duplicates."""

from lianxin.people.queries.directory import (
    PAGE,
    SORTS,
    Asked,
    Listing,
    choices,
    listing,
    may_narrow,
    officer_choices,
    officers,
    open_rows,
)
from lianxin.people.queries.duplicates import (
    Suggested,
    choosable,
    hanging_on,
    merges,
    suggestions,
    why,
)
from lianxin.people.queries.followers import Held, accounts, total_by_day
from lianxin.people.queries.history import (
    Membership,
    changes,
    current_number,
    memberships,
    subjects_of_member,
)
from lianxin.people.queries.profile import (
    Part,
    counts_of_member,
    counts_of_organisation,
    parts_of_member,
    parts_of_organisation,
    tab_called,
    tabs,
)
from lianxin.people.queries.purposes import live_purposes

__all__ = [
    "PAGE",
    "SORTS",
    "Asked",
    "Held",
    "Listing",
    "Membership",
    "Part",
    "Suggested",
    "accounts",
    "changes",
    "choices",
    "choosable",
    "counts_of_member",
    "counts_of_organisation",
    "current_number",
    "hanging_on",
    "listing",
    "live_purposes",
    "may_narrow",
    "memberships",
    "merges",
    "officer_choices",
    "officers",
    "open_rows",
    "parts_of_member",
    "parts_of_organisation",
    "subjects_of_member",
    "suggestions",
    "tab_called",
    "tabs",
    "total_by_day",
    "why",
]
