"""Why a person's details are opened: an open task says so, or the reader does, for half an hour."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from lianxin.core import ledger
from lianxin.core.ledger import Purpose
from lianxin.people import queries
from lianxin.people.rules import Reason, remembered

_KEY = "people.reasons"


def stated(request: HttpRequest, subject: str) -> Purpose | None:
    """The purpose of this request, told to the ledger; None when the reader has to be asked."""
    purpose = _live(request, subject) or _given(request, subject)
    if purpose:
        ledger.state_purpose(purpose)
    return purpose


def keep(request: HttpRequest, subject: str, text: str) -> None:
    """Remembers a reason for one person; what has run out goes."""
    now = timezone.now()
    kept: dict[str, Any] = request.session.get(_KEY, {})
    held = {who: reason for who, reason in kept.items() if remembered(reason, now)}
    request.session[_KEY] = held | {subject: Reason.given(text, now).kept()}


def _live(request: HttpRequest, subject: str) -> Purpose | None:
    kind, _colon, number = subject.partition(":")
    actor: Any = request.user
    found = queries.live_purposes(actor, number) if kind == "member" else []
    return found[0] if found else None


def _given(request: HttpRequest, subject: str) -> Purpose | None:
    reason = remembered(request.session.get(_KEY, {}).get(subject), timezone.now())
    if reason is None:
        return None
    return Purpose("duty" if reason.picked else "typed", text=reason.text)
