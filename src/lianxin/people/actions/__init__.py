"""What can be done with people: two records made one and taken apart again; words put right."""

from lianxin.people.actions.merging import keep_apart, merge_members
from lianxin.people.actions.renaming import rename_word, undo_renaming
from lianxin.people.actions.undoing import undo_merge

__all__ = ["keep_apart", "merge_members", "rename_word", "undo_merge", "undo_renaming"]
