"""Files that are handed in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from lianxin.console.queries import kind_name
from lianxin.console.rules import file_kind
from lianxin.records.actions import kinds


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """One or several files, none of them empty."""

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[Any]]:
        given = data if isinstance(data, list | tuple) else [data]
        return [super(FilesField, self).clean(one, initial) for one in given if one] or [super().clean(None)]


class UploadForm(forms.Form):
    upload = FilesField(
        label=_("Files"),
        widget=FilesInput(attrs={"class": "form-control", "accept": ".xlsx,.xls,.csv,.zip,.txt"}),
    )
    kind = forms.ChoiceField(label=_("Kind of file"), required=False)
    shop = forms.CharField(label=_("Shop"), required=False, max_length=200)
    exported_at = forms.DateTimeField(label=_("Exported at"), required=False)
    password = forms.CharField(label=_("Password of the file"), required=False, max_length=200)
    whole_files = forms.BooleanField(
        label=_("Refuse a file as a whole if a row in it is wrong"), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind = cast(forms.ChoiceField, self.fields["kind"])
        kind.choices = [("", _("Found by its headers")), *_kinds()]
        kind.widget.attrs["class"] = "form-select"
        for name in ("shop", "password"):
            self.fields[name].widget.attrs |= {"class": "form-control", "autocomplete": "off"}
        self.fields["exported_at"].widget = forms.DateTimeInput(
            attrs={"class": "form-control", "type": "datetime-local"}
        )
        self.fields["whole_files"].widget.attrs["class"] = "form-check-input"


def _kinds() -> Iterator[tuple[str, str]]:
    """What a user may choose: sheets and exports, not what is only told apart to be refused.

    `orders:generic` needs a mapping file, which the command line takes.
    """
    for kind in kinds():
        if kind.name.startswith(("sheet:", "plan:")) or (
            file_kind(kind.name) and kind.name != "orders:generic"
        ):
            yield kind.name, kind_name(kind.name)
