"""Many bookings in one go: each occurrence judged by itself, what is refused kept with its reason."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import datetime

from django.utils import timezone

from lianxin.accounts.models import User
from lianxin.core import ledger
from lianxin.lib.dates import BEIJING
from lianxin.spaces import rules
from lianxin.spaces.access import bookable, series_for
from lianxin.spaces.actions.booking import Booked, Desk, span_of
from lianxin.spaces.actions.changing import require_open
from lianxin.spaces.actions.holding import take
from lianxin.spaces.actions.waiting import offer_freed
from lianxin.spaces.models import Series
from lianxin.spaces.rules import Holder, NotBooked, Occurrence, Offer, Recurrence, Refusal, Room, Span


@dataclass(frozen=True)
class Refused:
    """An occurrence that could not be had: why, and what would be free nearest to it."""

    span: Span
    refusals: tuple[Refusal, ...]
    nearest: Offer | None


@dataclass(frozen=True)
class Made:
    """What was booked, and what was not. With nothing booked `pk` is None and nothing was written."""

    pk: int | None
    booked: tuple[Booked, ...]
    refused: tuple[Refused, ...]


def book_series(
    *,
    studio_no: str,
    member_no: str,
    starts_at: datetime,
    ends_at: datetime,
    recurrence: Recurrence,
    actor: User,
    note: str = "",
    origin: str = "",
    now: datetime | None = None,
) -> Made:
    """`starts_at` and `ends_at` are the first occurrence's. Occurrences that can be had are booked.

    Raises PermissionDenied; NotBooked: series_rule, series_no_end, series_too_many, booking_no_studio.
    """
    desk = Desk(member_no, actor, now or timezone.now(), note, origin)
    first = span_of(starts_at, ends_at)
    wanted = [_span(first, one) for one in _occurrences(first, recurrence)]
    work = _Series(desk, studio_no, wanted)
    subjects = [f"member:{desk.member_no}"]
    with ledger.act("add", subjects, kind="bookings", who=actor.who):
        work.decide()
        series, booked = work.write(recurrence)
        refused = work.with_nearest()
        if series:
            Series.objects.filter(pk=series.pk).update(refused=[_json(one) for one in refused])
    return Made(series.pk if series else None, tuple(booked), tuple(refused))


def _occurrences(first: Span, recurrence: Recurrence) -> list[Occurrence]:
    if code := recurrence.wrong():
        raise rules.refuse(code)
    found = rules.occurrences(rules.beijing_day(first.start), recurrence)
    if len(found) > rules.MOST:
        raise rules.refuse("series_too_many", most=rules.MOST)
    return found


def _span(first: Span, one: Occurrence) -> tuple[Occurrence, Span]:
    """The clock's times of the first occurrence, on another day."""
    start = datetime.combine(one.day, first.start.astimezone(BEIJING).timetz())
    return one, Span(start, start + (first.end - first.start))


class _Series:
    """One series while it is made."""

    def __init__(self, desk: Desk, studio_no: str, wanted: list[tuple[Occurrence, Span]]) -> None:
        self.desk, self.studio_no, self.wanted = desk, studio_no, wanted
        self.granted: list[Span] = []
        self.refused: list[tuple[Span, list[Refusal]]] = []

    def decide(self) -> None:
        """Each by itself; those granted so far count against the next."""
        spans = [span for _, span in self.wanted]
        whole = Span(spans[0].start, spans[-1].end)
        self.room = self.desk.rooms([self.studio_no], whole)[self.studio_no]
        holder = self.desk.holder(spans)
        for one, span in self.wanted:
            if found := self._refusals(one, span, holder):
                self.refused.append((span, found))
            else:
                self.granted.append(span)
                holder = self.desk.with_one_more(holder, span)

    def _refusals(self, one: Occurrence, span: Span, holder: Holder) -> list[Refusal]:
        if not one.exists:
            return [Refusal("series_no_such_day", {"day": one.wanted})]
        return self.desk.refusals(self._with_granted(), span, holder)

    def _with_granted(self) -> Room:
        return replace(self.room, taken=(*self.room.taken, *self.granted))

    def write(self, recurrence: Recurrence) -> tuple[Series | None, list[Booked]]:
        if not self.granted:
            return None, []
        rule = {name: _plain(value) for name, value in asdict(recurrence).items()}
        series = Series.objects.create(
            member_no=self.desk.member_no, studio_id=self.studio_no, rule=rule, made_by=self.desk.actor
        )
        return series, [self.desk.write(self.room, span, series=series) for span in self.granted]

    def with_nearest(self) -> list[Refused]:
        return [
            Refused(span, tuple(found), self.desk.nearest([self.studio_no], span))
            for span, found in self.refused
        ]


def _plain(value: object) -> object:
    return value.isoformat() if hasattr(value, "isoformat") else value


def _json(one: Refused) -> dict[str, object]:
    nearest = one.nearest
    found: dict[str, object] = {
        "starts_at": one.span.start.isoformat(),
        "ends_at": one.span.end.isoformat(),
        "refusals": [{"code": r.code, "params": dict(r.params)} for r in one.refusals],
    }
    if nearest:
        start, end = nearest.span.start.isoformat(), nearest.span.end.isoformat()
        found["nearest"] = {"studio_no": nearest.studio_no, "starts_at": start, "ends_at": end}
    return found


def cancel_series(*, series: int, actor: User, reason: str = "", now: datetime | None = None) -> int:
    """Everything of a series that may still be cancelled; how many that were. Raises Http404."""
    now = now or timezone.now()
    found = series_for(actor, series)
    freed: list[tuple[str, Span]] = []
    with ledger.act("change", [f"member:{found.member_no}"], kind="bookings", who=actor.who):
        for pk in found.arrangements.order_by("booking").values_list("booking_id", flat=True):
            held = take(bookable(actor, pk))
            try:
                require_open(held, actor, now)
            except NotBooked:  # over, or too late: it stays
                continue
            held.end(actor, "取消", now, reason)
            freed.append((held.row.studio_id, held.span))
    for studio_no, span in freed:
        offer_freed(studio_no, span, now)
    return len(freed)
