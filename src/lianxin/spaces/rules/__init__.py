"""Pure decisions about studios: no database, no Django."""

from lianxin.spaces.rules.clashes import Wanted, clashes
from lianxin.spaces.rules.deciding import Holder, Refusal, Room, Shut, refusals, room_refusals, week_of
from lianxin.spaces.rules.errors import NotBooked, refuse
from lianxin.spaces.rules.hours import OPENS, Hours, beijing_day, midnight, opening, opening_minutes
from lianxin.spaces.rules.nearest import REACH_DAYS, Offer, free_spans, nearest
from lianxin.spaces.rules.recurrence import MOST, Occurrence, Recurrence, occurrences
from lianxin.spaces.rules.spans import Span, joined, minutes, without
from lianxin.spaces.rules.states import SHOWN, shown_as
from lianxin.spaces.rules.terms import BY_KIND, Price, Scoped, Terms, free_terms, price, terms_for

#: Of one photo.
PHOTO_BYTES = 3_000_000

__all__ = [
    "BY_KIND",
    "MOST",
    "OPENS",
    "PHOTO_BYTES",
    "REACH_DAYS",
    "SHOWN",
    "Holder",
    "Hours",
    "NotBooked",
    "Occurrence",
    "Offer",
    "Price",
    "Recurrence",
    "Refusal",
    "Room",
    "Scoped",
    "Shut",
    "Span",
    "Terms",
    "Wanted",
    "beijing_day",
    "clashes",
    "free_spans",
    "free_terms",
    "joined",
    "midnight",
    "minutes",
    "nearest",
    "occurrences",
    "opening",
    "opening_minutes",
    "price",
    "refusals",
    "refuse",
    "room_refusals",
    "shown_as",
    "terms_for",
    "week_of",
    "without",
]
