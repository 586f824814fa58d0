"""Why somebody wants to see a masked value."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lianxin.core.ledger import Purpose
from lianxin.people.rules import DUTIES, SHORTEST


class RevealForm(forms.Form):
    """A common duty, or a reason in own words."""

    duty = forms.ChoiceField(required=False, choices=[])
    text = forms.CharField(
        label=gettext_lazy("Another reason, in your own words"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"class": "form-control", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["duty"]
        choice.choices = [(duty, _(duty)) for duty in DUTIES]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if not found.get("duty") and len(found.get("text", "")) < SHORTEST:
            self.add_error("text", _("Choose a reason or write one, in a few words"))
        return found

    @property
    def purpose(self) -> Purpose:
        """Of a valid form. What is typed wins: it says more."""
        text = self.cleaned_data["text"]
        return Purpose("typed", text=text) if text else Purpose("duty", text=self.cleaned_data["duty"])
