"""What the pages of reports are asked."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lianxin.core.messages import message
from lianxin.lib.dates import PERIOD_FORMS, PeriodError, parse_period
from lianxin.reports.queries import templates
from lianxin.web.words import period_words

_YEARS_BACK = 8
_PARTS = ("", "H1", "H2", "Q1", "Q2", "Q3", "Q4")
_LONGEST_TEXT = 400_000
LARGEST_FILE = 64_000_000


class PeriodField(forms.CharField):
    """2021, 2021H1, 2021Q3, 2021-09, …"""

    def clean(self, value: Any) -> str:
        text = str(super().clean(value))
        if not text:
            return ""
        try:
            return parse_period(text).text
        except PeriodError as error:
            raise forms.ValidationError(message(error.code, error.params)) from error


class NewForm(forms.Form):
    """A draft to be begun. `period()` once it is valid."""

    template = forms.ChoiceField(
        label=gettext_lazy("Template"), widget=forms.Select(attrs={"class": "form-select"})
    )
    usual = forms.ChoiceField(
        label=gettext_lazy("Period"),
        required=False,
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    other = PeriodField(
        label=gettext_lazy("Another period"),
        required=False,
        max_length=30,
        widget=forms.TextInput(attrs={"class": "form-control", "autocomplete": "off"}),
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        this = timezone.localdate().year
        self.fields["template"].choices = [  # type: ignore[attr-defined]
            (one.name, one.title.replace("{period}", _("(period)"))) for one in templates()
        ]
        self.fields["usual"].choices = [  # type: ignore[attr-defined]
            (str(year), [(f"{year}{part}", period_words(f"{year}{part}")) for part in _PARTS])
            for year in range(this, this - _YEARS_BACK, -1)
        ]
        self.fields["usual"].initial = str(this - 1)
        self.fields["other"].help_text = _("For example %(forms)s") % {"forms": _(", ").join(PERIOD_FORMS)}

    def period(self) -> str:
        return str(self.cleaned_data["other"] or self.cleaned_data["usual"])


class DraftForm(forms.Form):
    """`seen` is the version that the page showed."""

    title = forms.CharField(
        label=gettext_lazy("Title"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"class": "form-control", "autocomplete": "off"}),
    )
    office = forms.CharField(
        label=gettext_lazy("Signed by"),
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"class": "form-control", "autocomplete": "off"}),
    )
    period = PeriodField(
        label=gettext_lazy("Period"),
        max_length=30,
        widget=forms.TextInput(attrs={"class": "form-control", "autocomplete": "off"}),
    )
    public = forms.BooleanField(
        label=gettext_lazy("Open to the public once it is published"),
        required=False,
        widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
    )
    text = forms.CharField(
        label=gettext_lazy("Text"),
        max_length=_LONGEST_TEXT,
        required=False,
        strip=False,
        widget=forms.Textarea(
            attrs={"class": "form-control source", "rows": 28, "spellcheck": "false", "data-source": ""}
        ),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def clean_text(self) -> str:
        """Browsers send line ends as \\r\\n; the text that is kept has its own."""
        return str(self.cleaned_data["text"]).replace("\r\n", "\n")

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("title", "office", "period", "public", "text")}


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"class": "form-control", "rows": 3}),
    )


class FileForm(forms.Form):
    """A file to be verified."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        widget=forms.ClearableFileInput(
            attrs={"class": "form-control", "accept": ".docx,.pdf,.html,.htm,.xlsx,.json"}
        ),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > LARGEST_FILE:
            raise forms.ValidationError(message("document_too_large", {"limit": LARGEST_FILE // 1_000_000}))
        return file
