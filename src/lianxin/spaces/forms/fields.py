"""Pieces of forms."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from lianxin.lib.dates import BEIJING
from lianxin.spaces.models import STUDIO_KIND

_DRESS = {
    "Select": "form-select",
    "SelectMultiple": "form-select",
    "CheckboxInput": "form-check-input",
    "CheckboxSelectMultiple": "form-check-input",
}


def dress(form: forms.Form) -> None:
    """Bootstrap's classes."""
    for field in form.fields.values():
        field.widget.attrs["class"] = _DRESS.get(field.widget.__class__.__name__, "form-control")


def day_field(label: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))


def minutes(label: Any) -> forms.IntegerField:
    return forms.IntegerField(min_value=0, max_value=100_000, label=label)


def kinds(everything: Any) -> list[tuple[str, Any]]:
    return [("", everything), *((kind, kind) for kind in STUDIO_KIND)]


def names(everything: Any, found: Iterable[str]) -> list[tuple[str, Any]]:
    return [("", everything), *((name, name) for name in found)]


def within(day: date) -> date:
    """Days have neighbours that can be shown."""
    return min(max(day, date(1900, 1, 1)), date(9000, 1, 1))


def clock_words(minutes: int) -> str:
    """19:30; of the night that goes on, 01:30 next day."""
    words = f"{minutes // 60 % 24:02d}:{minutes % 60:02d}"
    return _("%(time)s next day") % {"time": words} if minutes >= 24 * 60 else words


def length_words(minutes: int) -> str:
    return _("%(hours)s h") % {"hours": f"{minutes / 60:.2f}".rstrip("0").rstrip(".")}


def moment(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found.replace(tzinfo=BEIJING) if found.tzinfo is None and 1900 < found.year < 9000 else None


def day_said(text: str) -> date | None:
    try:
        return within(date.fromisoformat(text))
    except ValueError:
        return None


def moment_field(label: Any) -> forms.DateTimeField:
    return forms.DateTimeField(
        label=label,
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
