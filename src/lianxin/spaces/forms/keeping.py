"""Studios, things and terms as those who keep them write them down."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lianxin.spaces.forms.fields import dress, kinds, minutes, moment_field, names
from lianxin.spaces.models import Closure


class WordsForm(forms.Form):
    """A reason or a remark."""

    text = forms.CharField(required=False, max_length=1000, strip=True)


class LendForm(forms.Form):
    """A thing handed to a member until a time."""

    thing = forms.TypedChoiceField(coerce=int, label=gettext_lazy("Thing"))
    member_no = forms.CharField(max_length=200, label=gettext_lazy("Member number"))
    due_at = moment_field(gettext_lazy("Back by"))

    def __init__(self, *args: Any, things: Iterable[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["thing"].choices = [(one.pk, str(one)) for one in things]  # type: ignore[attr-defined]
        dress(self)


class ReturnForm(forms.Form):
    condition = forms.CharField(required=False, max_length=500)
    broken = forms.BooleanField(required=False)


class ThingForm(forms.Form):
    """One thing of the register; a number that is known changes that thing."""

    equipment_no = forms.CharField(max_length=200, label=gettext_lazy("Number"))
    name = forms.CharField(max_length=200, label=gettext_lazy("What it is"))
    base = forms.ChoiceField(required=False, label=gettext_lazy("Base"))
    studio_no = forms.ChoiceField(required=False, label=gettext_lazy("Stands in studio"))
    lendable = forms.BooleanField(required=False, label=gettext_lazy("May be lent"))
    out_of_order = forms.BooleanField(required=False, label=gettext_lazy("Out of order"))

    def __init__(self, *args: Any, bases: list[str], studios: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["base"].choices = names("—", bases)  # type: ignore[attr-defined]
        self.fields["studio_no"].choices = names("—", studios)  # type: ignore[attr-defined]
        dress(self)


class NoteForm(forms.Form):
    about = forms.CharField(required=False, max_length=5000)
    house_rules = forms.CharField(required=False, max_length=5000)
    seats = forms.IntegerField(required=False, min_value=0, max_value=10_000)


class HoursForm(forms.Form):
    """For each weekday: as the sheet says, shut, or hours of its own."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for n in range(7):
            self.fields[f"weekday_{n}"] = forms.CharField(required=False, max_length=20)
            self.fields[f"shut_{n}"] = forms.BooleanField(required=False)

    @property
    def weekdays(self) -> dict[int, str]:
        """Those that differ."""
        said = self.cleaned_data
        other = {n: said.get(f"weekday_{n}", "") for n in range(7) if said.get(f"weekday_{n}")}
        return other | {n: "" for n in range(7) if said.get(f"shut_{n}")}


class PhotoForm(forms.Form):
    picture = forms.FileField()
    caption = forms.CharField(required=False, max_length=200)


class ClosureForm(forms.Form):
    """What is shut, from when to when, and why."""

    base = forms.ChoiceField(required=False, label=gettext_lazy("Base"))
    studio = forms.ChoiceField(required=False, label=gettext_lazy("Only this studio"))
    kind = forms.ChoiceField(choices=Closure.Kind.choices, label=gettext_lazy("Kind"), initial="other")
    starts_at = moment_field(gettext_lazy("Shut from"))
    ends_at = moment_field(gettext_lazy("Shut until"))
    reason = forms.CharField(max_length=500, label=gettext_lazy("Reason, which everybody reads"))

    def __init__(self, *args: Any, bases: list[str], studios: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["base"].choices = names(_("All bases"), bases)  # type: ignore[attr-defined]
        self.fields["studio"].choices = names(_("Whole base"), studios)  # type: ignore[attr-defined]
        dress(self)


class HolidaysForm(forms.Form):
    """The public holidays of a year, for a base or for all."""

    year = forms.TypedChoiceField(coerce=int, label=gettext_lazy("Year"))
    base = forms.ChoiceField(required=False, label=gettext_lazy("Base"))

    def __init__(self, *args: Any, years: list[int], bases: list[str], **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "holidays_%s")
        super().__init__(*args, **kwargs)
        self.fields["year"].choices = [(year, str(year)) for year in years]  # type: ignore[attr-defined]
        self.fields["base"].choices = names(_("All bases"), bases)  # type: ignore[attr-defined]
        dress(self)


class TermsForm(forms.Form):
    """For what they hold, and the terms."""

    base = forms.ChoiceField(required=False, label=gettext_lazy("Base"))
    studio_no = forms.ChoiceField(required=False, label=gettext_lazy("Studio"))
    kind = forms.ChoiceField(required=False, label=gettext_lazy("Type"))
    approval = forms.BooleanField(required=False, label=gettext_lazy("Needs approval"))
    price = forms.DecimalField(
        min_value=0, max_digits=8, decimal_places=2, label=gettext_lazy("Yuan an hour")
    )
    free_minutes = minutes(gettext_lazy("Free minutes a month and member"))
    buffer_minutes = minutes(gettext_lazy("Minutes kept free between bookings"))
    step_minutes = minutes(gettext_lazy("Starts every so many minutes"))
    shortest_minutes = minutes(gettext_lazy("Shortest, in minutes"))
    longest_minutes = minutes(gettext_lazy("Longest, in minutes"))
    ahead_days = minutes(gettext_lazy("Days ahead at most (0: no limit)"))
    most_open = minutes(gettext_lazy("Open bookings a member at most (0: no limit)"))
    week_minutes = minutes(gettext_lazy("Minutes a week and member (0: no limit)"))
    answer_hours = minutes(gettext_lazy("A request lapses after so many hours"))
    cancel_hours = minutes(gettext_lazy("Members cancel up to so many hours before"))
    grace_minutes = minutes(gettext_lazy("Released when nobody came after so many minutes"))
    offer_minutes = minutes(gettext_lazy("An offer from the waiting list is held so many minutes"))

    def __init__(self, *args: Any, bases: list[str], studios: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["base"].choices = names(_("All"), bases)  # type: ignore[attr-defined]
        self.fields["studio_no"].choices = names(_("All"), studios)  # type: ignore[attr-defined]
        self.fields["kind"].choices = kinds(_("All"))  # type: ignore[attr-defined]
        dress(self)


class GroupForm(forms.Form):
    """Studios that are booked together by a name."""

    name = forms.CharField(max_length=200, label=gettext_lazy("Name"))
    studios = forms.MultipleChoiceField(required=False, label=gettext_lazy("Studios"))

    def __init__(self, *args: Any, studios: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["studios"].choices = [(one, one) for one in studios]  # type: ignore[attr-defined]
        self.fields["studios"].widget.attrs["size"] = 8
        dress(self)
