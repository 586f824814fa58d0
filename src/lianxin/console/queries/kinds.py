"""Sheets and kinds of file by the names that people use."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from lianxin.console.rules import LINES, Line, file_kind
from lianxin.core.sheets import Sheet, sheet
from lianxin.web.words import in_language


@dataclass(frozen=True)
class SheetCount:
    sheet: Sheet
    title: str
    records: int


def kind_name(name: str) -> str:
    """`sheet:members` is 成员, `orders:douyin` 抖音订单; others keep their own."""
    if known := file_kind(name):
        platform, group = known
        return _("%(platform)s: %(group)s") % {"platform": _(platform), "group": _(group).lower()}
    group, _colon, rest = name.partition(":")
    return sheet_title(sheet(rest)) if group == "sheet" else name


def sheet_title(one: Sheet) -> str:
    return in_language(one.zh, one.en)


def sheets_of(line: Line | None = None) -> list[SheetCount]:
    """The sheets of a line, or of all lines in their order, each once."""
    names = dict.fromkeys(name for one in ([line] if line else LINES) for name in one.sheets)
    chosen = [sheet(name) for name in names]
    return [SheetCount(one, sheet_title(one), one.model.objects.count()) for one in chosen]
