"""Pages of the season planner."""

from lianxin.planning.views.actual import actual
from lianxin.planning.views.board import board, lock_week, mark, move, open_week, redraw, undo, unmark
from lianxin.planning.views.disruptions import disruptions, drop_disruption
from lianxin.planning.views.fairness import fairness
from lianxin.planning.views.loading import hand_out, load, load_problems, loaded, loading
from lianxin.planning.views.marks import marks
from lianxin.planning.views.one import add, session
from lianxin.planning.views.own import answer, mine
from lianxin.planning.views.release import note_answer, propose, release, start_release
from lianxin.planning.views.runs import fill, mend, price, run, stop, take_option, wishes
from lianxin.planning.views.seasons import floor, new, remove, seasons, settings, supply, terms
from lianxin.planning.views.shelf import product, shelf
from lianxin.planning.views.versions import keep, take, version, versions
from lianxin.planning.views.why import explain

__all__ = [
    "actual",
    "add",
    "answer",
    "board",
    "disruptions",
    "drop_disruption",
    "explain",
    "fairness",
    "fill",
    "floor",
    "hand_out",
    "keep",
    "load",
    "load_problems",
    "loaded",
    "loading",
    "lock_week",
    "mark",
    "marks",
    "mend",
    "mine",
    "move",
    "new",
    "note_answer",
    "open_week",
    "price",
    "product",
    "propose",
    "redraw",
    "release",
    "remove",
    "run",
    "seasons",
    "session",
    "settings",
    "shelf",
    "start_release",
    "stop",
    "supply",
    "take",
    "take_option",
    "terms",
    "undo",
    "unmark",
    "version",
    "versions",
    "wishes",
]
