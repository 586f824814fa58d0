"""What codes mean in words: one place for everything that engines and rules report as `code` and `params`.

English here, Chinese in web/locale. A message says what is wrong and, where the reader can mend it, how.
"""

from collections.abc import Mapping
from typing import Any, Protocol, runtime_checkable

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

_CELLS = {
    "scientific_id": _("Excel has turned this id into scientific notation; export the file again"),
    "number_id": _("Excel stores this id as a number and has lost digits after the 15th; export the file again"),
    "damaged_id": _("This id is damaged; export the file again"),
    "bad_number": _("This is not a number"),
    "too_precise": _("At most %(places)s decimals are possible here"),
    "too_big": _("This number is too large"),
    "bad_date": _("This is not a date; write 2021-06-09 or 2021-06-09 21:25"),
    "bad_flag": _("Write 是 or 否"),
}
_FILES = {
    "empty_file": _("The file is empty"),
    "not_text": _("The file is neither a workbook nor a text table"),
    "html_table": _("The file is a web page with another name; open it in Excel and save it as xlsx"),
    "unknown_format": _("Only csv, xlsx, xls and zip files can be read"),
    "damaged_file": _("The file is damaged (%(detail)s); export it again"),
    "damaged_member": _("A file in the zip is damaged (%(detail)s)"),
    "unclosed_quote": _("The file ends inside a quoted cell; it has been cut off, export it again"),
    "password_needed": _("The file is locked; give its password"),
    "wrong_password": _("The password does not open the file"),
    "too_many_members": _("There are too many files in the zip; import a folder instead"),
    "too_large": _("The file is too large to be opened safely; split it or save it as csv"),
    "nested_zip": _("There is a zip inside the zip; unpack it first"),
    "too_many_cells": _("The sheet has too many cells; save it as csv"),
    "no_header": _("No known headers; nearest is %(nearest)s, where these are missing: %(missing)s"),
    "no_header_at_all": _("No known headers in the first ten rows"),
    "two_profiles": _("The headers fit several kinds; choose one of: %(profiles)s"),
}
_PERIODS = {
    "bad_period": _("“%(text)s” is not a period; write it like one of: %(forms)s"),
}
_WORDS = _CELLS | _FILES | _PERIODS


@runtime_checkable
class Coded(Protocol):
    """An error with a code whose words stand here."""

    code: str
    params: dict[str, Any]


def message(code: str, params: Mapping[str, Any] | None = None) -> str:
    """The words for a code in the language that is active. Lists among the parameters are written out."""
    params = params or {}
    if code == "no_header" and not params.get("nearest"):
        code = "no_header_at_all"
    return gettext(_WORDS[code]) % {name: _written_out(value) for name, value in params.items()}


def _written_out(value: Any) -> Any:
    if isinstance(value, tuple | list | set | frozenset):
        return gettext(", ").join(str(item) for item in value)
    return value
