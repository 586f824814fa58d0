"""Requests about the own data, and how their clocks stand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils import timezone

from lianxin.core import ledger
from lianxin.people.queries import numbers_of_member
from lianxin.trust.models import Request, Step
from lianxin.trust.rules import Clock, clock


@dataclass(frozen=True)
class Asked:
    request: Request
    clock: Clock
    steps: list[Step]


def requests_of(member_no: str) -> list[Asked]:
    """The person's own, newest first. Needs an open event."""
    ledger.seen([f"member:{member_no}"], "requests")
    return with_clocks(Request.objects.filter(member_no__in=numbers_of_member(member_no)))


def inbox(rows: models.QuerySet[Request]) -> models.QuerySet[Request]:
    """Open ones first, by when they are due; then the answered ones, newest first."""
    answered = models.Case(models.When(state=Request.State.OPEN, then=0), default=1)
    due = models.Case(models.When(state=Request.State.OPEN, then=models.F("due_on")))
    return rows.annotate(_answered=answered, _due=due).order_by("_answered", "_due", "-pk")


def open_requests(member_no: str) -> int:
    return Request.objects.filter(member_no=member_no, state=Request.State.OPEN).count()


def with_clocks(rows: Iterable[Any]) -> list[Asked]:
    if isinstance(rows, models.QuerySet):
        rows = rows.prefetch_related("steps", "steps__by")
    today = timezone.localdate()
    return [
        Asked(row, clock(row.due_on, today, answered=row.state != Request.State.OPEN), list(row.steps.all()))
        for row in rows
    ]


def members_with_open_requests() -> models.QuerySet[Any]:
    """Numbers of members who wait for an answer that may need the data; a request to delete does not."""
    waiting = Request.objects.filter(state=Request.State.OPEN).exclude(kind=Request.Kind.DELETE)
    return waiting.order_by().values_list("member_no", flat=True)
