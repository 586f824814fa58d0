"""Rows about the person: those that a rule leads to, and those that a line of work finds by other means."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import models
from django.http import Http404

from lianxin.core import ledger
from lianxin.core.sheets import sheets
from lianxin.portal.access import is_member, subject_of
from lianxin.records.access import may_see_sheet, visible_to
from lianxin.trust.queries.numbers import beyond_the_rules


def sheets_about(actor: Any) -> Iterator[str]:
    """Names of the sheets in which there may be something about the person."""
    found = _found(actor)
    return (s.name for s in sheets() if s.name in found or may_see_sheet(actor, s.name))


def counted(actor: Any, name: str) -> int:
    found = _found(actor)
    return int(found[name].count() if name in found else visible_to(actor, name).count())


def rows_about(actor: Any, name: str) -> models.QuerySet[Any]:
    """To be read: that is told. Raises Http404 for a sheet that is nothing to the person."""
    found = _found(actor)
    if name in found:
        ledger.seen([subject_of(actor)], name)
        return found[name]
    if name not in {s.name for s in sheets()} or not may_see_sheet(actor, name):
        raise Http404
    return visible_to(actor, name)


def _found(actor: Any) -> dict[str, models.QuerySet[Any]]:
    if not is_member(actor):
        return {}
    return {target.name: rows for target, rows in beyond_the_rules(actor.member_no)}
