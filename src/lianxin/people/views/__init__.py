"""Pages of people: directory, profiles, places, duplicates."""

from lianxin.people.views.directory import export, members, organisations, search
from lianxin.people.views.organisation import organisation
from lianxin.people.views.profile import give_reason, profile, unmask

__all__ = [
    "export",
    "give_reason",
    "members",
    "organisation",
    "organisations",
    "profile",
    "search",
    "unmask",
]
