"""Who consents to what, right now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils import timezone

from lianxin.core import ledger
from lianxin.trust.models import Consent, Notice, Use


def current_notice(purpose: str) -> Notice | None:
    """The newest version that has begun."""
    begun = Notice.objects.filter(purpose=purpose, valid_from__lte=timezone.localdate())
    found: Notice | None = begun.order_by("-version").first()
    return found


def live(purpose: str) -> models.QuerySet[Any]:
    """Consents to the current notice that have not been withdrawn."""
    newest = Notice.objects.filter(purpose=purpose, valid_from__lte=timezone.localdate())
    current = newest.order_by("-version").values("pk")[:1]
    found: models.QuerySet[Any] = Consent.objects.filter(notice__in=current, withdrawal=None)
    return found


def consenting(purpose: str) -> models.QuerySet[Any]:
    """Numbers of the members who consent, as a subquery: `member_no__in=consenting(...)`."""
    Use(purpose)
    return live(purpose).order_by().values_list("member_no", flat=True).distinct()


def has_consent(member_no: str, purpose: str) -> bool:
    Use(purpose)
    return live(purpose).filter(member_no=member_no).exists()


@dataclass(frozen=True)
class Standing:
    """One purpose as it stands for one person. `asks_again`: the consent was to an older notice."""

    purpose: str
    name: str
    notice: Notice | None
    given: Consent | None
    asks_again: bool
    history: list[Consent]


def consents_of(member_no: str) -> list[Standing]:
    """Every purpose, for the person's own page. Needs an open event."""
    ledger.seen([f"member:{member_no}"], "consents")
    rows = list(Consent.objects.filter(member_no=member_no).select_related("notice", "withdrawal"))
    return [_standing(use, rows) for use in Use]


def _standing(use: Use, rows: list[Consent]) -> Standing:
    notice = current_notice(use.value)
    own = [row for row in rows if row.notice.purpose == use.value]
    standing = [row for row in own if not hasattr(row, "withdrawal")]
    given = next((row for row in standing if notice and row.notice_id == notice.pk), None)
    return Standing(use.value, str(use.label), notice, given, bool(standing) and given is None, own)
