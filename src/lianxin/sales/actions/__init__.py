"""What can be done with sales: import order files, decide status words, finish what a killed import left."""

from lianxin.sales.actions.kinds import KINDS
from lianxin.sales.actions.recovery import complete_batches, undo_in_lake
from lianxin.sales.actions.words import map_status_word

__all__ = ["KINDS", "complete_batches", "map_status_word", "undo_in_lake"]
