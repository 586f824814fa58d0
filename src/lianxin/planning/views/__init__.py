"""Pages of the season planner."""

from lianxin.planning.views.actual import actual
from lianxin.planning.views.board import board, lock_week, mark, move, redraw, undo, unmark
from lianxin.planning.views.disruptions import disruptions, drop_disruption
from lianxin.planning.views.fairness import fairness
from lianxin.planning.views.one import add, session
from lianxin.planning.views.own import answer, mine
from lianxin.planning.views.release import note_answer, propose, release, start_release
from lianxin.planning.views.runs import fill, price, run, stop
from lianxin.planning.views.seasons import floor, new, remove, seasons, settings, supply, terms
from lianxin.planning.views.shelf import product, shelf
from lianxin.planning.views.versions import keep, take, version, versions

__all__ = [
    "actual",
    "add",
    "answer",
    "board",
    "disruptions",
    "drop_disruption",
    "fairness",
    "fill",
    "floor",
    "keep",
    "lock_week",
    "mark",
    "mine",
    "move",
    "new",
    "note_answer",
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
    "terms",
    "undo",
    "unmark",
    "version",
    "versions",
]
