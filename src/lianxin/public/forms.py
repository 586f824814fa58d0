"""What a new big screen is asked."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from lianxin.public.rules import LASTING

_YEARS_BACK = 8


class ScreenForm(forms.Form):
    title = forms.CharField(
        label=gettext_lazy("Heading of the screen"),
        max_length=40,
        widget=forms.TextInput(attrs={"class": "form-control", "autocomplete": "off"}),
    )
    year = forms.TypedChoiceField(
        label=gettext_lazy("Year shown"),
        required=False,
        coerce=int,
        empty_value=None,
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    days = forms.TypedChoiceField(
        label=gettext_lazy("Valid for"), coerce=int, widget=forms.Select(attrs={"class": "form-select"})
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        this = timezone.localdate().year
        self.fields["year"].choices = [  # type: ignore[attr-defined]
            ("", _("The year it is")),
            *((year, str(year)) for year in range(this, this - _YEARS_BACK, -1)),
        ]
        self.fields["days"].choices = [  # type: ignore[attr-defined]
            (days, ngettext("%(n)s day", "%(n)s days", days) % {"n": days}) for days in LASTING
        ]
