"""What is to be shown."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lianxin.spaces.forms.fields import dress, kinds, names, within

VIEWS = (("day", gettext_lazy("By day")), ("week", gettext_lazy("By week")))
#: What the page of use counts, and over how long.
COUNTS = ("used", "booked", "missed")
MOST_DAYS = 3 * 366


class CalendarForm(forms.Form):
    """Which days and rooms; anything odd falls back to today and all."""

    day = forms.DateField(required=False)
    view = forms.ChoiceField(required=False, choices=VIEWS)
    base = forms.ChoiceField(required=False, label=gettext_lazy("Base"))
    kind = forms.ChoiceField(required=False, label=gettext_lazy("Type"))
    free = forms.BooleanField(required=False, label=gettext_lazy("Only with free time"))

    def __init__(self, data: Any, *, bases: list[str], today: date) -> None:
        super().__init__(data)
        self._today = today
        self.fields["base"].choices = names(_("All"), bases)  # type: ignore[attr-defined]
        self.fields["kind"].choices = kinds(_("All"))  # type: ignore[attr-defined]
        dress(self)
        self.is_valid()

    @property
    def asked(self) -> dict[str, Any]:
        said = self.cleaned_data
        return {
            "day": within(said.get("day") or self._today),
            "view": said.get("view") or "day",
            "base": said.get("base") or "",
            "kind": said.get("kind") or "",
            "free": bool(said.get("free")),
        }


class UseForm(forms.Form):
    """A period and what of; anything odd falls back to this month and all."""

    first = forms.DateField(
        required=False, label=gettext_lazy("First day"), widget=forms.DateInput(attrs={"type": "date"})
    )
    last = forms.DateField(
        required=False, label=gettext_lazy("Last day"), widget=forms.DateInput(attrs={"type": "date"})
    )
    base = forms.ChoiceField(required=False, label=gettext_lazy("Base"))
    kind = forms.ChoiceField(required=False, label=gettext_lazy("Type"))
    counted = forms.ChoiceField(required=False, choices=[(one, one) for one in COUNTS])
    studio = forms.CharField(required=False, max_length=200)
    weekday = forms.IntegerField(required=False, min_value=0, max_value=6)
    hour = forms.IntegerField(required=False, min_value=0, max_value=47)

    def __init__(self, data: Any, *, bases: list[str], today: date) -> None:
        super().__init__(data)
        self._today = today
        self.fields["base"].choices = names(_("All"), bases)  # type: ignore[attr-defined]
        self.fields["kind"].choices = kinds(_("All"))  # type: ignore[attr-defined]
        dress(self)
        self.is_valid()
        said = {name: data.get(name) for name in data}
        self.data = said | {name: self.asked[name].isoformat() for name in ("first", "last")}

    @property
    def asked(self) -> dict[str, Any]:
        said = self.cleaned_data
        first = within(said.get("first") or self._today.replace(day=1))
        last = within(said.get("last") or max(self._today, first))
        return {
            "first": first,
            "last": min(max(last, first), first + timedelta(days=MOST_DAYS)),
            "base": said.get("base") or "",
            "kind": said.get("kind") or "",
            "counted": said.get("counted") or "used",
            "studio_no": said.get("studio") or "",
            "weekday": said.get("weekday"),
            "hour": said.get("hour"),
        }
