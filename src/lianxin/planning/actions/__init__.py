"""What can be done with seasons and their plans."""

from lianxin.planning.actions.drafting import Moved, make_move, redraw, undo_move
from lianxin.planning.actions.keeping import keep_draft, take_up
from lianxin.planning.actions.knowing import (
    drop_disruption,
    note_disruption,
    remove_supply,
    remove_terms,
    save_floor,
    save_season,
    save_supply,
    save_terms,
)
from lianxin.planning.actions.marking import lock_session, lock_week, mark, open_week, unmark
from lianxin.planning.actions.mending import begin_mending, take_option
from lianxin.planning.actions.proposing import answer, propose
from lianxin.planning.actions.running import start_run, stop_run

__all__ = [
    "Moved",
    "answer",
    "begin_mending",
    "drop_disruption",
    "keep_draft",
    "lock_session",
    "lock_week",
    "make_move",
    "mark",
    "note_disruption",
    "open_week",
    "propose",
    "redraw",
    "remove_supply",
    "remove_terms",
    "save_floor",
    "save_season",
    "save_supply",
    "save_terms",
    "start_run",
    "stop_run",
    "take_option",
    "take_up",
    "undo_move",
    "unmark",
]
