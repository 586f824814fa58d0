"""What those who keep the studios work through, and what members see of themselves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from lianxin.spaces import rules
from lianxin.spaces.access import equipment_visible_to, feeds_of, loans_of, own_rows
from lianxin.spaces.models import (
    Arrangement,
    Booking,
    Closure,
    Equipment,
    Feed,
    Loan,
    Photo,
    StudioGroup,
    StudioNote,
    Terms,
    Waiting,
)
from lianxin.spaces.queries import known
from lianxin.spaces.queries.plans import Slot, slots_of
from lianxin.spaces.rules import Span


@dataclass(frozen=True)
class StudioCard:
    """A studio as it is chosen: words, hours, terms, what stands in it, ids of its photos."""

    pk: int
    studio_no: str
    base: str
    kind: str
    hours: rules.Hours
    terms: rules.Terms
    about: str
    house_rules: str
    seats: int | None
    equipment: tuple[Equipment, ...]
    photos: tuple[int, ...]


def studio_cards(numbers: list[str] | None = None, *, base: str = "", kind: str = "") -> list[StudioCard]:
    """By base and number; five queries."""
    rows = known.studios(numbers, base=base, kind=kind)
    notes = {note.studio_id: note for note in StudioNote.objects.all()}
    terms = known.all_terms()
    things = list(Equipment.objects.filter(studio__isnull=False).order_by("name"))
    photos = list(Photo.objects.filter(studio__isnull=False).values_list("studio_id", "pk"))
    found = []
    for row in rows:
        number, note = row["studio_no"], notes.get(row["pk"], StudioNote())
        own = rules.terms_for(terms, studio_no=number, base=row["base"], kind=row["kind"])
        standing = tuple(one for one in things if one.studio_id == number)
        pictures = tuple(pk for studio_no, pk in photos if studio_no == number)
        found.append(
            StudioCard(row["pk"], number, row["base"], row["kind"], row["hours"], own, note.about,
                       note.house_rules, note.seats, standing, pictures)
        )  # fmt: skip
    return found


def photo(pk: int) -> Photo | None:
    return Photo.objects.filter(pk=pk).first()


def bases() -> list[str]:
    """Names of the bases that have studios."""
    return list(dict.fromkeys(row["base"] for row in known.studios()))


def closures(first: date, last: date) -> list[Closure]:
    span = Span(rules.midnight(first), rules.midnight(last + timedelta(days=1)))
    return sorted(known.closures(span), key=lambda one: (one.starts_at, one.pk))


def terms_set() -> list[Terms]:
    return list(Terms.objects.order_by("base", "studio_no", "kind"))


def groups() -> list[StudioGroup]:
    return list(StudioGroup.objects.order_by("name"))


def bookings_of(actor: Any, *, past: bool = False, now: datetime | None = None) -> list[Slot]:
    """A member's own: those to come, soonest first, or the past ones, latest first; cancelled ones too."""
    now = now or timezone.now()
    rows = Booking.objects.visible_to(actor).filter(member=actor.member_no or "")
    rows = rows.filter(ends_at__lte=now) if past else rows.filter(ends_at__gt=now)
    return slots_of(rows.order_by("-starts_at" if past else "starts_at"), actor)


def booked_for(actor: Any, origin: str) -> list[Slot]:
    """What was booked for it ("plan:7"), of what the actor reads; cancelled ones too."""
    rows = Booking.objects.visible_to(actor).filter(arrangement__origin=origin)
    return slots_of(rows.order_by("starts_at", "pk"), actor)


def requests_waiting(actor: Any) -> list[Slot]:
    """What waits for approval, the first to lapse on top; of members their own."""
    rows = Booking.objects.visible_to(actor).filter(status="已预约", arrangement__hold=Arrangement.Hold.ASKED)
    return slots_of(rows.order_by("arrangement__held_until"), actor)


def waiting(actor: Any, *, studio_no: str = "") -> list[Waiting]:
    """Live entries of the waiting list in turn: all to those who see all, to members their own."""
    live = [Waiting.State.WAITING, Waiting.State.OFFERED]
    rows: Any = Waiting.objects.filter(state__in=live, ends_at__gt=timezone.now())
    return own_rows(actor, rows.filter(studio=studio_no) if studio_no else rows, "bookings")


def waiting_counts(span: Span) -> dict[tuple[str, datetime, datetime], int]:
    """(studio, start, end) → how many wait for it; nobody is named."""
    rows: Any = Waiting.objects.filter(
        state=Waiting.State.WAITING, starts_at__lt=span.end, ends_at__gt=span.start
    ).order_by()
    found: dict[tuple[str, datetime, datetime], int] = {}
    for key in rows.values_list("studio_id", "starts_at", "ends_at"):
        found[key] = found.get(key, 0) + 1
    return found


def equipment(actor: Any) -> list[Equipment]:
    return list(equipment_visible_to(actor))


def loans(actor: Any, *, open_only: bool = True) -> list[Loan]:
    """The most overdue first; of members their own."""
    found = loans_of(actor)
    return [loan for loan in found if loan.returned_at is None] if open_only else found


def lent_out() -> set[int]:
    """Ids of things that are out; to whom is not said."""
    return set(Loan.objects.filter(returned_at=None).values_list("equipment_id", flat=True))


def feeds(actor: Any) -> list[Feed]:
    """Links that still open, those the actor may revoke."""
    return list(feeds_of(actor).filter(revoked_at=None))
