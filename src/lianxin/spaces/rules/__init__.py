"""Pure decisions about studios: no database, no Django."""

from lianxin.spaces.rules.clashes import Wanted, clashes
from lianxin.spaces.rules.deciding import Holder, Refusal, Room, Shut, refusals, room_refusals, week_of
from lianxin.spaces.rules.errors import NotBooked, refuse
from lianxin.spaces.rules.holidays import Holiday, public_holidays, unsettled
from lianxin.spaces.rules.hours import OPENS, Hours, beijing_day, midnight, opening, opening_minutes
from lianxin.spaces.rules.nearest import REACH_DAYS, Offer, free_spans, nearest
from lianxin.spaces.rules.photos import PHOTO_BYTES, media_type
from lianxin.spaces.rules.recurrence import MOST, Occurrence, Recurrence, occurrences
from lianxin.spaces.rules.spans import Span, joined, minutes, without
from lianxin.spaces.rules.states import SHOWN, shown_as
from lianxin.spaces.rules.terms import (
    BY_KIND,
    Price,
    Scoped,
    Terms,
    free_terms,
    planned_terms,
    price,
    terms_for,
    terms_wrong,
)
from lianxin.spaces.rules.use import (
    COUNTED,
    Place,
    Session,
    Suggestion,
    Tally,
    Use,
    by_hour,
    suggestions,
    summed,
    tally,
)

__all__ = [
    "BY_KIND",
    "COUNTED",
    "MOST",
    "OPENS",
    "PHOTO_BYTES",
    "REACH_DAYS",
    "SHOWN",
    "Holder",
    "Holiday",
    "Hours",
    "NotBooked",
    "Occurrence",
    "Offer",
    "Place",
    "Price",
    "Recurrence",
    "Refusal",
    "Room",
    "Scoped",
    "Session",
    "Shut",
    "Span",
    "Suggestion",
    "Tally",
    "Terms",
    "Use",
    "Wanted",
    "beijing_day",
    "by_hour",
    "clashes",
    "free_spans",
    "free_terms",
    "joined",
    "media_type",
    "midnight",
    "minutes",
    "nearest",
    "occurrences",
    "opening",
    "opening_minutes",
    "planned_terms",
    "price",
    "public_holidays",
    "refusals",
    "refuse",
    "room_refusals",
    "shown_as",
    "suggestions",
    "summed",
    "tally",
    "terms_for",
    "terms_wrong",
    "unsettled",
    "week_of",
    "without",
]
