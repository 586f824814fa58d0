"""What can be done with people: two records made one, and taken apart again."""

from lianxin.people.actions.merging import keep_apart, merge_members
from lianxin.people.actions.undoing import undo_merge

__all__ = ["keep_apart", "merge_members", "undo_merge"]
