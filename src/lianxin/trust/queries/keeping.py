"""How long data is kept: what is set now, and what is over its time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models
from django.utils import timezone

from lianxin.core import hooks, scope
from lianxin.core.sheets import sheet, sheets
from lianxin.trust.models import RetentionSetting
from lianxin.trust.rules import CLASSES, Beside, Kept, months_before, says_something


@dataclass(frozen=True)
class Setting:
    """A class and what is set for it. `before`: what came into being before this day is over its time."""

    kept: Kept
    months: int
    active: bool
    before: date
    history: list[RetentionSetting]


def settings_now() -> list[Setting]:
    by_code: dict[str, list[RetentionSetting]] = {}
    for row in RetentionSetting.objects.select_related("set_by"):
        by_code.setdefault(row.code, []).append(row)
    return [_setting(kept, by_code.get(kept.code, [])) for kept in CLASSES]


def setting(code: str) -> Setting:
    """Raises KeyError."""
    return {one.kept.code: one for one in settings_now()}[code]


def _setting(kept: Kept, history: list[RetentionSetting]) -> Setting:
    months = history[0].months if history else kept.months
    active = history[0].active if history else kept.active
    return Setting(kept, months, active, months_before(timezone.localdate(), months), history)


def is_sheet(kept: Kept) -> bool:
    return kept.sheet in {s.name for s in sheets()}


def over(one: Setting) -> list[int]:
    """Ids of the rows of a record sheet over their time that still say something.

    Nobody is shown them: they are counted or emptied. Rows of people with something open are left out.
    """
    target = sheet(one.kept.sheet)
    columns = [target.column(name).attribute for name in one.kept.columns]
    old = target.model.unscoped.filter(**{f"{one.kept.since}__lt": one.before})
    rows = old.exclude(_about(target.model, members_with_open_matters())).order_by("pk")
    return [pk for pk, *values in rows.values_list("pk", *columns) if any(map(says_something, values))]


def beside(code: str) -> Beside | None:
    """What a class means whose words stand in a table that is no sheet."""
    return next((one for one in hooks.words_beside if one.code == code), None)


def over_beside(words: Beside, one: Setting) -> dict[int, str]:
    """Id → member number of what is over its time. People with something open are left out."""
    left_alone = members_with_open_matters()
    return {pk: number for pk, number in words.old(one.before).items() if number not in left_alone}


def members_with_open_matters() -> set[str]:
    """Numbers of members with an open case, booking or request: their data is left alone."""
    return {number for _, find in hooks.open_matters for number in find()}


def _about(model: Any, numbers: set[str]) -> models.Q:
    found = models.Q(pk__in=[])
    for path in scope.rule_of(model).about:
        found |= models.Q(**{f"{path}__in": numbers})
    return found
