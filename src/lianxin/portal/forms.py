"""What a person writes to the office."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

_LONGEST = 2000


def _words(label: Any, *, required: bool) -> forms.CharField:
    area = forms.Textarea(attrs={"class": "form-control", "rows": 4})
    return forms.CharField(label=label, required=required, max_length=_LONGEST, widget=area)


class AskForm(forms.Form):
    """About a view: the question may be left out, the office then says why it looked."""

    text = _words(_("Your question (may be left out)"), required=False)


class CorrectForm(forms.Form):
    wanted = forms.CharField(
        label=_("What should stand there"),
        max_length=_LONGEST,
        required=False,
        widget=forms.TextInput(attrs={"class": "form-control", "autocomplete": "off"}),
    )
    text = _words(_("Why (may be left out)"), required=False)

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if not found.get("wanted") and not found.get("text"):
            self.add_error("wanted", _("Write what should stand there, or below what is wrong."))
        return found


class ObjectForm(forms.Form):
    text = _words(_("Which use do you object to, and why"), required=True)


class DeleteForm(forms.Form):
    text = _words(_("What should be deleted, and why (may be left out)"), required=False)
    sure = forms.BooleanField(
        label=_("I have read what deleting means"),
        widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
    )


class ReopenForm(forms.Form):
    text = _words(_("What is still open"), required=True)
