"""What is known of a season, as it is typed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lianxin.people.models import ACCOUNT_PLATFORM
from lianxin.planning.models import CreatorTerms, Disruption, Season, Supply

_CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
_MOST_BYTES = 8 << 20
_GAP = re.compile(r"[\s,，、;；]+")


class Listed(forms.CharField):
    """Items with spaces or commas between."""

    def __init__(self, *, number: bool = False, clock: bool = False, **kwargs: Any) -> None:
        self.number, self.clock = number, clock
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, list):
            return " ".join(f"{one:g}" if isinstance(one, float) else str(one) for one in value)
        return value

    def clean(self, value: Any) -> Any:
        items = [one for one in _GAP.split(str(super().clean(value) or "")) if one]
        if self.clock and (wrong := [one for one in items if not _CLOCK.fullmatch(one)]):
            raise forms.ValidationError(gettext("“%(text)s” is no time; write 08:00") % {"text": wrong[0]})
        if not self.number:
            return sorted(items) if self.clock else items
        try:
            return [float(one) for one in items]
        except ValueError:
            raise forms.ValidationError(gettext("Write numbers with spaces between")) from None


class _Plain(forms.ModelForm):  # type: ignore[type-arg]
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            # told at the field; what is wrong with the row as a whole the action says
            field.validators = [*field.validators, *self._meta.model._meta.get_field(name).validators]
            select = isinstance(field.widget, forms.Select)
            field.widget.attrs.setdefault("class", "form-select" if select else "form-control")

    def _get_validation_exclusions(self) -> set[str]:
        """Of the model: see above."""
        return {field.name for field in self._meta.model._meta.fields}


class SeasonForm(_Plain):
    starts = Listed(clock=True, label=_("Times of a day"), initial="09:00 11:00 14:00 16:00 18:00 20:00")
    fatigue = Listed(number=True, label=_("Yuan for the 1st, 2nd, … session of a week"))

    class Meta:
        model = Season
        fields = (
            *("name", "first", "weeks", "starts", "minutes", "units", "max_units_per_product"),
            *(
                "repeat_per_week",
                "max_run",
                "fatigue",
                "demand_factor",
                "spread",
                "studio_cost",
                "promise_penalty",
            ),
        )
        labels = {
            "name": _("Name of the season"),
            "first": _("First day (a Monday)"),
            "weeks": _("Weeks"),
            "minutes": _("Minutes of a session"),
            "units": _("Shares of time in a session"),
            "max_units_per_product": _("Shares for one product at most"),
            "repeat_per_week": _("How often a creator shows a product in a week at most"),
            "max_run": _("Days in a row at most"),
            "demand_factor": _("The forecast is multiplied by (1: as it is)"),
            "spread": _("Spread of demand, if not as the forecast has learnt it (0.4: 40 percent)"),
            "studio_cost": _("Yuan for a studio without a price of its own"),
            "promise_penalty": _("A unit short of a promise costs so many margins"),
        }
        widgets = {
            "name": forms.TextInput,
            "first": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }


class FairnessForm(_Plain):
    class Meta:
        model = Season
        fields = ("floor_penalty", "creator_penalty", "good_from", "good_share")
        labels = {
            "floor_penalty": _("A yuan short of a grower's floor costs so many yuan"),
            "creator_penalty": _("A session short of a creator's minimum costs yuan"),
            "good_from": _("Good hours begin at"),
            "good_share": _("Percent of the good hours open to each creator, in turn"),
        }
        widgets = {"good_from": forms.TextInput}

    def clean_good_from(self) -> str:
        said = str(self.cleaned_data["good_from"])
        if not _CLOCK.fullmatch(said):
            raise forms.ValidationError(gettext("“%(text)s” is no time; write 08:00") % {"text": said})
        return said


class TermsForm(_Plain):
    member_no = forms.CharField(label=_("Number of the creator"))
    platform = forms.ChoiceField(label=_("Platform"), choices=[(one, one) for one in ACCOUNT_PLATFORM])
    studio_kinds = Listed(required=False, label=_("Types of studio (empty: any)"))
    starts = Listed(clock=True, required=False, label=_("Times of day (empty: any)"))

    class Meta:
        model = CreatorTerms
        fields = ("member_no", "platform", "fee", "max_per_week", "min_total", "studio_kinds", "starts")
        labels = {
            "fee": _("Yuan a session"),
            "max_per_week": _("Sessions a week at most"),
            "min_total": _("Sessions in the season at least"),
        }


class SupplyForm(_Plain):
    product_no = forms.CharField(
        label=_("Number of the product"), widget=forms.TextInput(attrs={"list": "known-products"})
    )
    units = Listed(number=True, label=_("Units that come in week 1, 2, …"))

    class Meta:
        model = Supply
        fields = ("product_no", "price", "margin", "shelf_weeks", "units", "promise")
        labels = {
            "price": _("Price of a unit"),
            "margin": _("Margin of a unit"),
            "shelf_weeks": _("Weeks that it keeps"),
            "promise": _("Promised units"),
        }


class LoadForm(forms.Form):
    """A workbook with the season's tables, or one of them as csv."""

    upload = forms.FileField(
        label=_("Workbook"),
        widget=forms.ClearableFileInput(attrs={"class": "form-control", "accept": ".xlsx,.xls,.csv,.zip"}),
    )

    def clean_upload(self) -> Any:
        found = self.cleaned_data["upload"]
        if found.size > _MOST_BYTES:
            raise forms.ValidationError(gettext("The file is too large for a season's tables"))
        return found


class FloorForm(forms.Form):
    grower = forms.CharField(
        label=_("Grower"),
        widget=forms.TextInput(attrs={"class": "form-control", "list": "known-growers"}),
    )
    floor = forms.DecimalField(
        min_value=0,
        max_digits=18,
        decimal_places=2,
        label=_("Floor in yuan (0: none)"),
        widget=forms.NumberInput(attrs={"class": "form-control"}),
    )


def _day() -> forms.DateInput:
    """A browser's date field takes no other form."""
    return forms.DateInput(attrs={"type": "date", "class": "form-control"}, format="%Y-%m-%d")


def _of_product(number: type[forms.IntegerField], label: Any, most: int) -> forms.IntegerField:
    """Asked of a product only; left empty it is 0."""
    widget = forms.NumberInput(attrs={"class": "form-control", "data-of-product": True})
    return number(label=label, min_value=0, max_value=most, initial=0, required=False, widget=widget)


class DisruptionForm(forms.Form):
    """What came between. `target` is what the kind says: a creator, a studio, a product, a platform."""

    kind = forms.ChoiceField(
        choices=Disruption.Kind.choices,
        label=_("What"),
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    target = forms.CharField(
        label=_("Who or what"),
        widget=forms.TextInput(attrs={"class": "form-control", "list": "targets", "autocomplete": "off"}),
    )
    first = forms.DateField(label=_("From"), widget=_day())
    last = forms.DateField(label=_("To"), widget=_day())
    later = _of_product(forms.IntegerField, _("Comes so many weeks later (of a product)"), 26)
    share = _of_product(forms.DecimalField, _("Percent that is left (of a product)"), 100)

    def __init__(self, *args: Any, known: dict[str, Sequence[str]], **kwargs: Any) -> None:
        """`known`: kind → what may be hit."""
        super().__init__(*args, **kwargs)
        self.known = known

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        kind, target = said.get("kind", ""), str(said.get("target", "")).split(" ")[0]
        if kind and target not in self.known.get(kind, ()):
            self.add_error("target", gettext("There is no such one in this season"))
        if kind == Disruption.Kind.SUPPLY and said.get("share") == 100 and not said.get("later"):
            self.add_error("share", gettext("All is left and nothing comes later: nothing has changed"))
        return said

    @property
    def values(self) -> dict[str, Any]:
        """For the action."""
        said = self.cleaned_data
        target = said["target"].split(" ")[0]
        whom = {"member_no": target} if said["kind"] == Disruption.Kind.AWAY else {"target": target}
        dates = {"first": said["first"], "last": said["last"]}
        less = {"share": said["share"] or 0, "later": said["later"] or 0}
        return {"kind": said["kind"], **whom, **dates, **(less if said["kind"] == "supply" else {})}
