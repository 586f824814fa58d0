"""What has changed since an edition was printed, in words."""

from collections.abc import Iterator
from gettext import gettext as _
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lianxin.reports.rules.differences import Difference, FigureDifference, RowDifference

#: Rows of a figure that are listed; --json has more.
_LISTED = 10


def lines_of(found: "Difference") -> Iterator[str]:
    yield _("{edition}: snapshot {snapshot} against {now}, {count} figures compared").format(
        edition=found.edition, snapshot=found.snapshot, now=found.now, count=found.compared
    )
    if not found.figures:
        yield _("Nothing has changed since.")
    for figure in found.figures:
        yield from _figure(figure)


def _figure(one: "FigureDifference") -> Iterator[str]:
    yield ""
    head = {"name": one.name, "unit": one.unit, "printed": _number(one.printed), "now": _number(one.now)}
    if one.printed == one.now:
        yield _("{name}: still {now}{unit}, but its rows have changed").format(**head)
    else:
        yield _("{name}: printed {printed}{unit}, now {now}{unit}").format(**head)
    yield "  " + _("{went} rows went, {came} came, {changed} changed").format(
        went=one.went, came=one.came, changed=one.changed
    )
    if one.redefined:
        yield "  " + _("The program has defined this figure anew since.")
    for row in one.rows[:_LISTED]:
        yield "  " + _row(row)
    if len(one.rows) > _LISTED:
        yield "  " + _("… and {count} more, see --json").format(count=len(one.rows) - _LISTED)


def _row(row: "RowDifference") -> str:
    from lianxin.core.messages import message

    sign = {"came": "+", "went": "-", "changed": "~"}[row.kind]
    name = " ".join(str(value) for value in row.name.values() if value)
    moved = ", ".join(f"{column} {_cell(old)} → {_cell(new)}" for column, (old, new) in row.moved.items())
    why = message(row.why.code, row.why.params)
    return " ".join(part for part in (sign, name, f"({moved})" if moved else "", why) if part)


def _number(value: Any) -> str:
    if value is None:
        return "-"
    return f"{value:,}" if isinstance(value, int) else str(value)


def _cell(value: Any) -> str:
    return "-" if value is None or value == "" else str(value)
