"""Pages of people: directory, profiles, duplicates, places."""

from lianxin.people.views.directory import export, members, organisations, search
from lianxin.people.views.merging import compare, duplicates, keep_apart, merge
from lianxin.people.views.organisation import organisation
from lianxin.people.views.profile import give_reason, profile, unmask
from lianxin.people.views.words import categories, places, rename, undo_renaming

__all__ = [
    "categories",
    "compare",
    "duplicates",
    "export",
    "give_reason",
    "keep_apart",
    "members",
    "merge",
    "organisation",
    "organisations",
    "places",
    "profile",
    "rename",
    "search",
    "undo_renaming",
    "unmask",
]
