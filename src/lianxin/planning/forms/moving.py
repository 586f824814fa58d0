"""What a hand does on the board."""

from __future__ import annotations

from typing import Any

from django import forms

from lianxin.engines.planner import Part
from lianxin.planning.models import Mark
from lianxin.planning.rules import Move

_VERBS = [(verb, verb) for verb in ("add", "move", "mix", "drop")]


class MoveForm(forms.Form):
    """`product-NUMBER` fields are units of a product; without any the mix is left to the rules."""

    verb = forms.ChoiceField(choices=_VERBS)
    creator = forms.CharField()
    slot = forms.IntegerField(min_value=0)
    to_creator = forms.CharField(required=False)
    to_slot = forms.IntegerField(min_value=0, required=False)
    studio = forms.CharField(required=False)
    revision = forms.IntegerField(min_value=0)

    @property
    def move(self) -> Move:
        said = self.cleaned_data
        at = (said["creator"], said["slot"])
        to_slot = said["slot"] if said["to_slot"] is None else said["to_slot"]
        to = (said["to_creator"] or said["creator"], to_slot)
        products = {
            name.removeprefix("product-"): int(value or 0)
            for name, value in self.data.items()
            if name.startswith("product-") and str(value or 0).isdigit()
        }
        return Move(said["verb"], at, to if to != at else None, said["studio"], products or None)


class MarkForm(forms.Form):
    """A lock or a ban; what is empty says nothing."""

    kind = forms.ChoiceField(choices=Mark.Kind.choices)
    creator = forms.CharField(required=False)
    slot = forms.IntegerField(min_value=0, required=False)
    studio = forms.CharField(required=False)
    product = forms.CharField(required=False)
    whole = forms.BooleanField(required=False)  # a lock of the draft's session with what it sells

    @property
    def part(self) -> Part:
        said: dict[str, Any] = self.cleaned_data
        products = {said["product"]: 1} if said["product"] else {}
        return Part(said["creator"] or None, said["studio"] or None, said["slot"], products)
