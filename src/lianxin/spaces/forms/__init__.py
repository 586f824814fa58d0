"""What the pages of spaces are asked."""

from lianxin.spaces.forms.fields import clock_words, length_words
from lianxin.spaces.forms.keeping import (
    ClosureForm,
    GroupForm,
    HolidaysForm,
    HoursForm,
    LendForm,
    NoteForm,
    PhotoForm,
    ReturnForm,
    TermsForm,
    ThingForm,
    WordsForm,
)
from lianxin.spaces.forms.showing import VIEWS, CalendarForm, UseForm
from lianxin.spaces.forms.slots import BookForm, ChangeForm, FindForm, MoveForm, SlotForm, slot_asked, slot_of

__all__ = [
    "VIEWS",
    "BookForm",
    "CalendarForm",
    "ChangeForm",
    "ClosureForm",
    "FindForm",
    "GroupForm",
    "HolidaysForm",
    "HoursForm",
    "LendForm",
    "MoveForm",
    "NoteForm",
    "PhotoForm",
    "ReturnForm",
    "SlotForm",
    "TermsForm",
    "ThingForm",
    "UseForm",
    "WordsForm",
    "clock_words",
    "length_words",
    "slot_asked",
    "slot_of",
]
