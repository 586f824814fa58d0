"""Pages of bases and studios."""

from lianxin.spaces.views.booking import book, series
from lianxin.spaces.views.calendar import calendar
from lianxin.spaces.views.closing import closures, holidays, reopen
from lianxin.spaces.views.deciding import arrive, decide, requests, today
from lianxin.spaces.views.doors import at, doors, renew
from lianxin.spaces.views.feeds import feed, feeds, make_feed, revoke_feed
from lianxin.spaces.views.finding import find
from lianxin.spaces.views.keeping import (
    describe,
    drop_terms,
    photo,
    remove_photo,
    save_group,
    terms,
)
from lianxin.spaces.views.lending import give_back, lend, lending, save_thing
from lianxin.spaces.views.one import booking, cancel, change, move
from lianxin.spaces.views.own import mine
from lianxin.spaces.views.studios import studio, studios
from lianxin.spaces.views.use import use, use_receipt
from lianxin.spaces.views.waiting import accept, join, leave, waiting

__all__ = [
    "accept",
    "arrive",
    "at",
    "book",
    "booking",
    "calendar",
    "cancel",
    "change",
    "closures",
    "decide",
    "describe",
    "doors",
    "drop_terms",
    "feed",
    "feeds",
    "find",
    "give_back",
    "holidays",
    "join",
    "leave",
    "lend",
    "lending",
    "make_feed",
    "mine",
    "move",
    "photo",
    "remove_photo",
    "renew",
    "reopen",
    "requests",
    "revoke_feed",
    "save_group",
    "save_thing",
    "series",
    "studio",
    "studios",
    "terms",
    "today",
    "use",
    "use_receipt",
    "waiting",
]
