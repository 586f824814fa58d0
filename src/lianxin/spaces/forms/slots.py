"""A studio at a time: found, booked, moved."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lianxin.lib.dates import BEIJING
from lianxin.spaces.forms.fields import (
    clock_words,
    day_field,
    day_said,
    dress,
    kinds,
    length_words,
    moment,
    names,
)
from lianxin.spaces.rules import Recurrence, Span, midnight

#: Starts that are offered, in minutes after midnight: from six to the end of the night.
FIRST, LAST, STEP = 6 * 60, 30 * 60, 30
LONGEST = 12 * 60
#: What a page asks about before anybody has said anything.
USUAL_START, USUAL_LENGTH = 20 * 60, 120


class SlotForm(forms.Form):
    """A time: the day whose evening it is, the start, how long."""

    day = day_field(gettext_lazy("Day"))
    at = forms.TypedChoiceField(label=gettext_lazy("Starts at"), coerce=int)
    minutes = forms.TypedChoiceField(label=gettext_lazy("How long"), coerce=int)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        at, minutes = (self._said(name) for name in ("at", "minutes"))
        starts = sorted({*range(FIRST, LAST, STEP), *at})
        lengths = sorted({*range(STEP, LONGEST + 1, STEP), *minutes})
        self.fields["at"].choices = [(n, clock_words(n)) for n in starts]  # type: ignore[attr-defined]
        self.fields["minutes"].choices = [(n, length_words(n)) for n in lengths]  # type: ignore[attr-defined]
        dress(self)

    def _said(self, name: str) -> set[int]:
        """A value that is not among those offered, as a drawn time may be."""
        text = str(self.data.get(name) or self.initial.get(name) or "")
        return {int(text)} if text.isascii() and text.isdigit() and 0 < int(text) < 48 * 60 else set()

    @property
    def span(self) -> Span:
        """Of a valid form."""
        said = self.cleaned_data
        start = midnight(said["day"]) + timedelta(minutes=said["at"])
        return Span(start, start + timedelta(minutes=said["minutes"]))


def slot_of(start: datetime, end: datetime) -> dict[str, Any]:
    """A time as the fields of a SlotForm: what begins before six belongs to the evening before."""
    start, end = start.astimezone(BEIJING), end.astimezone(BEIJING)
    day = (start - timedelta(minutes=FIRST)).date()
    return {
        "day": day,
        "at": int((start - midnight(day)).total_seconds() // 60),
        "minutes": max(int((end - start).total_seconds() // 60), STEP),
    }


def slot_asked(said: Mapping[str, str], now: datetime) -> dict[str, Any]:
    """`from` and `to` (2026-11-27T19:30, Beijing), or `day`; else tonight, or tomorrow when it is late."""
    start, end = (moment(said.get(name, "")) for name in ("from", "to"))
    if start is not None:
        return slot_of(start, end if end and end > start else start + timedelta(minutes=USUAL_LENGTH))
    usual = midnight(day_said(said.get("day", "")) or now.astimezone(BEIJING).date())
    usual += timedelta(minutes=USUAL_START)
    if usual < now and not said.get("day"):
        usual += timedelta(days=1)
    return slot_of(usual, usual + timedelta(minutes=USUAL_LENGTH))


class FindForm(SlotForm):
    """Pick a time first."""

    base = forms.ChoiceField(required=False, label=gettext_lazy("Base"))
    kind = forms.ChoiceField(required=False, label=gettext_lazy("Type"))
    equipment = forms.ChoiceField(required=False, label=gettext_lazy("Equipment"))

    def __init__(self, *args: Any, bases: list[str], equipment: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["base"].choices = names(_("All"), bases)  # type: ignore[attr-defined]
        self.fields["kind"].choices = kinds(_("All"))  # type: ignore[attr-defined]
        self.fields["equipment"].choices = names(_("Any"), equipment)  # type: ignore[attr-defined]


EVERY = (
    ("", gettext_lazy("Once")),
    ("day", gettext_lazy("Every day")),
    ("week", gettext_lazy("Every week")),
    ("month", gettext_lazy("Every month")),
)


class BookForm(SlotForm):
    """One studio, or several together; once, or again and again."""

    member_no = forms.CharField(label=gettext_lazy("Member number"), max_length=200)
    also = forms.MultipleChoiceField(required=False, label=gettext_lazy("Together with"))
    note = forms.CharField(required=False, max_length=500, label=gettext_lazy("What for"))
    every = forms.ChoiceField(required=False, choices=EVERY, label=gettext_lazy("Repeat"))
    weekdays = forms.TypedMultipleChoiceField(
        required=False, coerce=int, label=gettext_lazy("On"), widget=forms.CheckboxSelectMultiple
    )
    until = forms.DateField(
        required=False,
        label=gettext_lazy("Until, that day included"),
        widget=forms.DateInput(attrs={"type": "date"}),
    )

    def __init__(self, *args: Any, others: list[str], for_others: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not for_others:
            del self.fields["member_no"]
        self.fields["also"].choices = [(one, one) for one in others]  # type: ignore[attr-defined]
        self.fields["also"].widget.attrs["size"] = 6
        self.fields["weekdays"].choices = list(enumerate(_weekdays()))  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if found.get("every") and not found.get("until") and "until" not in self.errors:
            self.add_error("until", _("Say until when it repeats."))
        if found.get("every") and found.get("also"):
            self.add_error("also", _("Several studios cannot be booked again and again; book one, or once."))
        return found

    @property
    def recurrence(self) -> Recurrence | None:
        said = self.cleaned_data
        if not said.get("every"):
            return None
        weekdays = tuple(said["weekdays"]) if said["every"] == "week" else ()
        return Recurrence(said["every"], weekdays=weekdays, until=said["until"])


def _weekdays() -> list[str]:
    return [_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun")]


class ChangeForm(SlotForm):
    """Another time or another studio."""

    studio = forms.ChoiceField(label=gettext_lazy("Studio"))
    field_order = ("studio", "day", "at", "minutes")

    def __init__(self, *args: Any, studios: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["studio"].choices = [(one, one) for one in studios]  # type: ignore[attr-defined]


class MoveForm(forms.Form):
    """What the calendar sends when a booking is put down."""

    studio = forms.CharField(max_length=200)
    starts_at = forms.CharField()
    ends_at = forms.CharField()

    def clean_starts_at(self) -> datetime:
        return self._time("starts_at")

    def clean_ends_at(self) -> datetime:
        return self._time("ends_at")

    def _time(self, name: str) -> datetime:
        found = moment(self.cleaned_data[name])
        if found is None:
            raise forms.ValidationError("time")
        return found
