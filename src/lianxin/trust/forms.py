"""What the office types: answers, papers, notices, months."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lianxin.trust.models import Request, Use
from lianxin.trust.rules import outcomes_for


def _control(widget: forms.Widget) -> forms.Widget:
    widget.attrs["class"] = "form-select" if isinstance(widget, forms.Select) else "form-control"
    return widget


def _words(label: Any, rows: int = 4, **more: Any) -> forms.CharField:
    widget = _control(forms.Textarea(attrs={"rows": rows}))
    return forms.CharField(label=label, max_length=5000, widget=widget, **more)


def _line(label: Any, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=200, widget=_control(forms.TextInput()), **more)


class AnswerForm(forms.Form):
    outcome = forms.ChoiceField(label=_("Outcome"), widget=_control(forms.Select()))
    text = _words(_("Answer"))

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ends = [(code, Request.Outcome(code).label) for code in outcomes_for(kind)]
        self.fields["outcome"].choices = [("", "—"), *ends]  # type: ignore[attr-defined]


class PaperRequestForm(forms.Form):
    """A request that came on paper; a question about a view is asked in the portal, where views are shown."""

    member_no = _line(_("Member number"))
    kind = forms.ChoiceField(
        label=_("What is asked"),
        choices=[choice for choice in Request.Kind.choices if choice[0] != "view"],
        widget=_control(forms.Select()),
    )
    paper_no = _line(_("Number of the paper"))
    text = _words(_("In the person's words"), required=False)


class PaperConsentForm(forms.Form):
    member_no = _line(_("Member number"))
    purpose = forms.ChoiceField(label=_("Purpose"), choices=Use.choices, widget=_control(forms.Select()))
    paper_no = _line(_("Number of the paper"))


class NoticeForm(forms.Form):
    purpose = forms.ChoiceField(label=_("Purpose"), choices=Use.choices, widget=_control(forms.Select()))
    zh = _words(_("Text in Chinese"), 6)
    en = _words(_("Text in English"), 4, required=False)
    valid_from = forms.DateField(
        label=_("Valid from"), widget=_control(forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    )


class RetentionForm(forms.Form):
    months = forms.IntegerField(
        label=_("Months"), min_value=1, max_value=1200, widget=_control(forms.NumberInput())
    )
    active = forms.BooleanField(label=_("In force"), required=False)


class HandOverForm(forms.Form):
    unit = forms.ChoiceField(label=_("To which unit"), widget=_control(forms.Select()))

    def __init__(self, *args: Any, units: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = [("", "—"), *((unit, unit) for unit in units)]  # type: ignore[attr-defined]
