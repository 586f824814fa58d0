"""What lies beside the sheets about a member: for the own copy, and for what must not be emptied yet."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from lianxin.people.queries import numbers_of_member
from lianxin.planning.models import CreatorTerms, Disruption, Draft, Loaded, Mark, Proposal, Version

_ASKED = ("season__name", "starts_at", "ends_at", "studio_no", "products", "fee", "state", "answered_at")
_TERMS = ("season__name", "platform", "fee", "max_per_week", "min_total", "studio_kinds", "starts")


def members_with_something_ahead() -> set[str]:
    """Who has a proposed or released session ahead."""
    live = (Proposal.State.ASKED, Proposal.State.ACCEPTED, Proposal.State.RELEASED)
    rows = Proposal.objects.filter(ends_at__gt=timezone.now(), state__in=live)
    return set(rows.values_list("member_no", flat=True))


def beside_the_sheets(member_no: str) -> dict[str, list[dict[str, Any]]]:
    """Name → rows: terms, days away, proposals, and the sessions in plans, put to the member or not."""
    numbers = numbers_of_member(member_no)
    terms = CreatorTerms.objects.filter(member_no__in=numbers)
    away = Disruption.objects.filter(member_no__in=numbers)
    asked = Proposal.objects.filter(member_no__in=numbers)
    marks = Mark.objects.filter(member_no__in=numbers)
    loaded = Loaded.objects.filter(member_no__in=numbers)
    return {
        "planning_terms": list(terms.values(*_TERMS)),
        "planning_terms_imported": list(loaded.values("season__name", "batch_no", "at", "before", "after")),
        "planning_away": list(away.values("season__name", "first", "last", "noted_at")),
        "planning_proposals": list(asked.values(*_ASKED)),
        "planning_marks": list(marks.values("season__name", "kind", "studio_no", "slot", "products")),
        "planning_versions": [row for plan in _plans() for row in _own_sessions(plan, set(numbers))],
    }


def _plans() -> list[tuple[str, str, list[dict[str, Any]]]]:
    """(season, what plan, its sessions)"""
    drafts = Draft.objects.values_list("season__name", "revision", "sessions")
    kept = Version.objects.values_list("season__name", "number", "sessions")
    return [
        *((season, f"draft {number}", sessions) for season, number, sessions in drafts),
        *((season, f"version {number}", sessions) for season, number, sessions in kept),
    ]


def _own_sessions(plan: tuple[str, str, list[dict[str, Any]]], numbers: set[str]) -> list[dict[str, Any]]:
    season, what, sessions = plan
    own = (session for session in sessions if session["creator"] in numbers)
    return [{"season": season, "plan": what} | {k: one[k] for k in one if k != "creator"} for one in own]
