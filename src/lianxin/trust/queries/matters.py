"""What the office must look at before it answers a request."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import models

from lianxin.core import hooks, scope
from lianxin.core.sheets import Sheet, sheet, sheet_of, sheets
from lianxin.people.models import Member
from lianxin.records.access import visible_to
from lianxin.trust.models import Request

_MOST = 50


def open_matters(member_no: str) -> list[str]:
    """What about the member is open, in words."""
    known = {one.name for one in sheets()}
    found = [name for name, find in hooks.open_matters if member_no in set(find())]
    return [sheet(name).zh if name in known else str(Request.State.OPEN.label) for name in found]


def current_value(request: Request, actor: Any) -> Any:
    """What stands in the cell that a correction is about."""
    if request.kind != "correct" or request.record is None or not request.column:
        return None
    row = visible_to(actor, request.sheet).filter(pk=request.record).first()
    target = sheet(request.sheet)
    value = getattr(row, target.column(request.column).attribute) if row else None
    return {"sheet": target.zh, "column": target.column(request.column).zh, "value": value, "row": row}


@dataclass(frozen=True)
class Possible:
    """Rows of a sheet that bear the person's name and no number: perhaps a namesake's."""

    sheet: Sheet
    ids: list[int]


def possible_rows(member_no: str) -> list[Possible]:
    """The office links them one by one in the records, once it is sure that they are the person's."""
    name = Member.unscoped.filter(member_no=member_no).values_list("name", flat=True).first()
    found = [_possible(rule, name) for rule in scope.rules()] if name else []
    return [one for one in found if one and one.ids]


def _possible(rule: scope.Rule, name: str) -> Possible | None:
    model: Any = rule.model
    fields = {field.name: field for field in model._meta.concrete_fields}
    free = [path for path in rule.about if path in fields and fields[path].null]
    named = [n for n, field in fields.items() if getattr(field, "category", "") == "name"]
    if not free or not named:
        return None
    bears = models.Q()
    for column in named:
        bears |= models.Q(**{column: name})
    rows = model.unscoped.filter(bears, **{f"{free[0]}__isnull": True})
    return Possible(sheet_of(model), list(rows.values_list("pk", flat=True)[:_MOST]))
