"""What can be wrong with a file, a header or a cell: codes with parameters, never words.

TabularError
  NotATable       empty_file, not_text, html_table, unknown_format
  DamagedFile     damaged_file, damaged_member, unclosed_quote(row)
  PasswordNeeded  password_needed, wrong_password
  TooLarge        too_many_members, too_large, nested_zip, too_many_cells
  NoMatch         no_header(nearest, missing)
  TieMatch        two_profiles(profiles)
CellError         one value that a column cannot take
"""

from dataclasses import dataclass, field
from typing import Any


class TabularError(Exception):
    """A file or sheet that cannot be read. `others` are further broken members of the same zip."""

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code, params)
        self.code = code
        self.params = params
        self.others: tuple[TabularError, ...] = ()


class NotATable(TabularError):
    """The file holds something else than a table."""


class DamagedFile(TabularError):
    """The file is of a known kind but broken."""


class PasswordNeeded(TabularError):
    """The file is locked and no password at hand opens it."""


class TooLarge(TabularError):
    """The file would unfold to more than we are willing to hold."""


class NoMatch(TabularError):
    """No profile fits. params: nearest (profile name or None), missing (its required headers not found)."""

    def __init__(self, nearest: str | None, missing: tuple[str, ...]) -> None:
        super().__init__("no_header", nearest=nearest, missing=missing)
        self.nearest = nearest
        self.missing = missing


class TieMatch(TabularError):
    """Several profiles fit equally well. params: profiles (their names, sorted)."""

    def __init__(self, profiles: tuple[str, ...]) -> None:
        super().__init__("two_profiles", profiles=profiles)
        self.profiles = profiles


class CellError(Exception):
    """A value that its column cannot take. `value` is the text as it stood in the file.

    codes: scientific_id, number_id, damaged_id, bad_number, too_precise(places), too_big, bad_date, bad_flag
    """

    def __init__(self, code: str, value: str, **params: Any) -> None:
        super().__init__(code, value, params)
        self.code = code
        self.value = value
        self.params = params


@dataclass(frozen=True)
class Problem:
    """One cell (or, with an empty column, one row) that was refused. `row` as Excel numbers it."""

    row: int
    column: str
    value: str
    code: str
    params: dict[str, Any] = field(default_factory=dict)
