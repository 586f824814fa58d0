"""What people's pages are asked and told."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lianxin.people.queries import Asked
from lianxin.people.rules import DUTIES, RENAMED, SHORTEST

_SELECT = {"class": "form-select"}
_LABELS = {
    "kind": gettext_lazy("Kind"),
    "industry": gettext_lazy("Industry"),
    "town": gettext_lazy("Town"),
    "organisation": gettext_lazy("Unit"),
    "officer": gettext_lazy("Officer"),
}
_SORT_WORDS = {
    "number": gettext_lazy("Number"),
    "name": gettext_lazy("Name"),
    "stage_name": gettext_lazy("Stage name"),
    "kind": gettext_lazy("Kind"),
    "town": gettext_lazy("Town"),
    "joined": gettext_lazy("Joined last"),
}


class ListForm(forms.Form):
    """Filters of a list; what does not fit is left out, so that an old address still answers."""

    def __init__(
        self,
        data: Any,
        *,
        words: Mapping[str, Sequence[str]],
        officers: Sequence[tuple[str, str]],
        sorts: Sequence[str],
        narrows: bool,
        people: bool,
    ) -> None:
        super().__init__(data)
        self.narrowed = list(words) if narrows else []
        for column in self.narrowed:
            self._choose(column, _LABELS[column], [(w, w) for w in words[column]])
        if narrows and people:
            self._choose("officer", _LABELS["officer"], officers)
            self._choose("focus", gettext_lazy("Focus"), [("1", gettext_lazy("Focus members"))])
        if narrows:
            states = [("present", gettext_lazy("Taking part")), ("left", gettext_lazy("Left"))]
            self._choose("state", gettext_lazy("State"), states)
        self.fields["sort"] = forms.ChoiceField(
            label=gettext_lazy("Sort by"),
            choices=[(key, _SORT_WORDS[key]) for key in sorts],
            required=False,
            widget=forms.Select(attrs=_SELECT),
        )

    def _choose(self, name: str, label: Any, choices: Sequence[tuple[str, Any]]) -> None:
        self.fields[name] = forms.ChoiceField(
            label=label,
            choices=[("", gettext_lazy("All")), *choices],
            required=False,
            widget=forms.Select(attrs=_SELECT),
        )

    def asked(self, text: str) -> Asked:
        self.is_valid()
        found = self.cleaned_data
        return Asked(
            words={c: found[c] for c in self.narrowed if found.get(c)},
            state=found.get("state", ""),
            focus=bool(found.get("focus")),
            officer=found.get("officer", ""),
            text=text,
            sort=found.get("sort", ""),
        )


class ReasonForm(forms.Form):
    """Why somebody opens a person's details: a common duty or own words."""

    duty = forms.ChoiceField(
        label=gettext_lazy("Why do you open it?"),
        required=False,
        widget=forms.RadioSelect,
        choices=[],
    )
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
        text = (found.get("text") or "").strip()
        if not found.get("duty") and len(text) < SHORTEST:
            self.add_error("text", _("Choose a reason or write one, in a few words"))
        found["reason"] = text or found.get("duty", "")
        return found


class RenameForm(forms.Form):
    """A word that is to be called otherwise everywhere."""

    column = forms.ChoiceField(choices=[(column, column) for column in RENAMED])
    within = forms.CharField(required=False)
    old = forms.CharField()
    new = forms.CharField(max_length=60)
