"""Sheets and kinds of file by the names that people use."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from lianxin.accounts.models import User
from lianxin.console import access
from lianxin.console.rules import LINES, Line, file_kind
from lianxin.core.sheets import Sheet, sheet
from lianxin.records.access import may_see_sheet, visible_to
from lianxin.web.words import N_, in_language

#: The tables of a season, by the rest of their kind's name.
_OF_SEASONS = {
    "terms": N_("Terms of creators"),
    "supplies": N_("What is to be sold"),
    "floors": N_("Floors of growers"),
}


@dataclass(frozen=True)
class SheetCount:
    sheet: Sheet
    title: str
    records: int
    whole: bool  # the actor may read every row and column: it may be taken out as a workbook


def kind_name(name: str) -> str:
    """`sheet:members` is 成员, `orders:douyin` 抖音订单; others keep their own."""
    if known := file_kind(name):
        platform, group = known
        return _("%(platform)s: %(group)s") % {"platform": _(platform), "group": _(group).lower()}
    group, _colon, rest = name.partition(":")
    if group == "plan" and rest in _OF_SEASONS:
        return _(_OF_SEASONS[rest])
    return sheet_title(sheet(rest)) if group == "sheet" else name


def sheet_title(one: Sheet) -> str:
    return in_language(one.zh, one.en)


def sheets_of(actor: User, line: Line | None = None) -> list[SheetCount]:
    """The sheets of a line, or of all lines in their order, each once, as far as the actor sees them."""
    names = dict.fromkeys(name for one in ([line] if line else LINES) for name in one.sheets)
    return [_counted(actor, name) for name in names if may_see_sheet(actor, name)]


def sheets_by_line(actor: User) -> list[tuple[Line, list[SheetCount]]]:
    """Lines with a sheet that the actor may see; a sheet of two lines stands in both."""
    found = [(line, sheets_of(actor, line)) for line in LINES]
    return [(line, counts) for line, counts in found if counts]


def _counted(actor: User, name: str) -> SheetCount:
    one = sheet(name)
    rows = visible_to(actor, name).count()
    return SheetCount(one, sheet_title(one), rows, access.may_see_rows(actor, [name]))
