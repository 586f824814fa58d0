"""One record as a form: fields from the sheet's columns, judged by the records' own checks, not here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from lianxin.console.queries.record_words import column_title, typed
from lianxin.core.messages import message
from lianxin.core.sheets import Column
from lianxin.core.slices import MASKED
from lianxin.engines.tabular import Problem

_LONG = ("summary", "outcome", "reason", "answer", "sources", "content", "note", "text", "description")
_INPUTS = {"date": "date", "datetime": "datetime-local"}
_NUMBERS = ("int", "money", "decimal", "percent")


class TypedField(forms.CharField):
    """Takes any text; `column` says what it is for."""

    def __init__(self, column: Column, **kwargs: Any) -> None:
        super().__init__(required=False, strip=False, label=column_title(column), **kwargs)
        self.column = column

    def to_python(self, value: Any) -> str:
        return str(value or "").replace("\r\n", "\n")

    def has_changed(self, initial: Any, data: Any) -> bool:
        return _plain(self.to_python(initial)) != _plain(self.to_python(data))


def _plain(text: str) -> str:
    """Browsers write 19:30 or 19:30:00 for the same time."""
    return text.strip().removesuffix(":00") if text[10:11] == "T" else text.strip()


class RecordForm(forms.Form):
    """Hidden first values tell what was typed here from what somebody else has changed meanwhile."""

    use_required_attribute = False

    def __init__(self, columns: Iterable[Column], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for column in columns:
            first = str(self.get_initial_for_field(forms.Field(), column.name) or "")
            field = TypedField(column, widget=_widget(column, first), show_hidden_initial=True)
            field.help_text = _help(column)
            self.fields[column.name] = field

    def clean(self) -> dict[str, Any]:
        """A masked value that was half retyped would be stored with its stars."""
        found = super().clean() or {}
        for name in self.changed_data:
            field = self.fields[name]
            if isinstance(field, TypedField) and field.column.category in MASKED and "*" in found[name]:
                self.add_error(name, _("Type it in full, without *"))
        return found

    @property
    def cells(self) -> dict[str, str]:
        """What was typed, of the fields that were touched; all of a new record. Of a valid form."""
        names = self.changed_data if self.initial else list(self.fields)
        return {name: self.cleaned_data[name] for name in names}

    def look_up(self, address: Callable[[str], str]) -> None:
        """References are looked up while they are typed; `address` of a column's name."""
        for name, field in self.fields.items():
            if isinstance(field, TypedField) and field.column.ref and field.column.type != "list":
                field.widget.attrs |= {
                    "list": f"known-{name}",
                    "hx-post": address(name),
                    "hx-trigger": "input changed delay:250ms",
                    "hx-params": f"{name},csrfmiddlewaretoken",
                    "hx-target": f"#known-{name}",
                }

    def report(self, problems: Iterable[Problem]) -> None:
        for problem in problems:
            place = problem.column if problem.column in self.fields else None
            self.add_error(place, message(problem.code, problem.params))


def record_form(
    columns: Iterable[Column], values: Mapping[str, Any] | None = None, data: Any = None
) -> RecordForm:
    """`values` by column name, of the record as it is now."""
    columns = list(columns)
    initial = {c.name: typed(c, (values or {}).get(c.name)) for c in columns} if values is not None else {}
    return RecordForm(columns, data, initial=initial)


def shown_again(form: RecordForm, now: Mapping[str, Any]) -> RecordForm:
    """The form after somebody else's change: what was typed stays, with the other value beside it; what was
    not touched is as it is now."""
    form.is_valid()
    touched = set(form.changed_data)
    columns = [field.column for field in form.fields.values() if isinstance(field, TypedField)]
    current = {c.name: typed(c, now.get(c.name)) for c in columns}
    data = {name: form.data.get(name, "") if name in touched else current[name] for name in current}
    first = {name: form.data.get(form.add_initial_prefix(name), "") for name in current}
    again = RecordForm(
        columns,
        data | {form.add_initial_prefix(name): value for name, value in current.items()},
        initial=current,
    )
    again.is_valid()
    for column in columns:
        if _plain(first[column.name]) == _plain(current[column.name]):
            continue
        theirs = current[column.name] or _("(empty)")
        words = _("Somebody else has changed this to: %(value)s") % {"value": theirs}
        again.add_error(column.name, words)
    return again


def _widget(column: Column, first: str) -> forms.Widget:
    attrs = {"class": "form-control", "autocomplete": "off"}
    if column.required:
        attrs["required"] = "required"
    if column.choices or column.type == "bool":
        words = column.choices or ("是", "否")
        blank = [] if first and column.required else [("", "—")]
        kept = [(first, first)] if first and first not in words else []
        attrs["class"] = "form-select"
        return forms.Select(attrs, choices=[*blank, *kept, *((word, word) for word in words)])
    if column.type in _INPUTS:
        return forms.TextInput(attrs | {"type": _INPUTS[column.type]} | _step(column))
    if column.type in _NUMBERS:
        return forms.TextInput(attrs | {"inputmode": "decimal" if column.type != "int" else "numeric"})
    if "\n" in first or column.name in _LONG or column.category == "note":
        return forms.Textarea(attrs | {"rows": "3"})
    if column.category == "phone":
        attrs["inputmode"] = "tel"
    return forms.TextInput(attrs)


def _step(column: Column) -> dict[str, str]:
    return {"step": "1"} if column.type == "datetime" else {}


def _help(column: Column) -> str:
    if column.category in MASKED:
        return _("Shown in part; what you leave as it is stays.")
    if column.type == "list":
        return _("Several with ； between them.")
    return column.help
