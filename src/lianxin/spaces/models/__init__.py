"""Tables of spaces: the three record sheets, and what the programme keeps beside them.

Beside the sheets nothing is a foreign key the database holds: rows of sheets are removed straight from the
table when an import is rolled back, and may come back under the same id. Members stand as numbers.
"""

from lianxin.spaces.models.arrangements import Arrangement, Series, Waiting
from lianxin.spaces.models.equipment import Equipment, Loan
from lianxin.spaces.models.links import Feed
from lianxin.spaces.models.records import BOOKING_STATUS, HOLDING, STUDIO_KIND, Base, Booking, Studio
from lianxin.spaces.models.rooms import Closure, Photo, StudioGroup, StudioNote, Terms, WeekdayHours

__all__ = [
    "BOOKING_STATUS",
    "HOLDING",
    "STUDIO_KIND",
    "Arrangement",
    "Base",
    "Booking",
    "Closure",
    "Equipment",
    "Feed",
    "Loan",
    "Photo",
    "Series",
    "Studio",
    "StudioGroup",
    "StudioNote",
    "Terms",
    "Waiting",
    "WeekdayHours",
]
