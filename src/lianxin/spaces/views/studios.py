"""All studios, and one of them: what it is like, when it is free, what is shut."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from lianxin.spaces import access, queries
from lianxin.spaces.models import Equipment, Photo, StudioNote
from lianxin.spaces.queries import known
from lianxin.spaces.rules import Span, beijing_day, terms_for
from lianxin.spaces.views import shown, words
from lianxin.spaces.views.page import open_to, page

#: Days ahead whose free times are shown.
_AHEAD = 7
#: A session that is offered out of a long free stretch, in minutes.
_USUAL = 120


@require_GET
@open_to(access.may_see_calendar, members=True)
def studios(request: HttpRequest) -> HttpResponse:
    """Those in use today, by base."""
    standing = queries.equipment_of()
    today = beijing_day(timezone.now())
    rows = [one for one in known.studios() if one["hours"].first <= today < one["hours"].end]
    context = {
        "bases": [
            {"name": base, "studios": [_line(one, standing) for one in held]}
            for base, held in groupby(rows, lambda one: one["base"])
        ],
        "total": len(rows),
        "may_keep": access.may_keep(request.user),
    }
    return page(request, "spaces/studios.html", context, "studios")


def _line(one: dict[str, Any], standing: dict[str, tuple[str, ...]]) -> dict[str, Any]:
    return one | {"equipment": standing.get(one["studio_no"], ())}


@require_GET
@open_to(access.may_see_calendar, members=True)
def studio(request: HttpRequest, studio_no: str) -> HttpResponse:
    one = get_studio(studio_no)
    now = timezone.now()
    place = {name: one[name] for name in ("studio_no", "base", "kind")}
    span = Span(now, now + timedelta(days=90))
    keeps = access.may_keep(request.user)
    context = {
        "studio": one,
        "opens": _opens(one),
        "week": _week(one) if keeps else [],
        "note": StudioNote.objects.filter(studio=one["pk"]).first(),
        "photos": Photo.objects.filter(studio__studio_no=studio_no).defer("content"),
        "equipment": Equipment.objects.filter(studio__studio_no=studio_no).order_by("name", "equipment_no"),
        "terms": terms_for(known.all_terms(), **place),
        "closures": [_closure(c) for c in known.closures(span) if _concerns(c, one)],
        "days": [day for day in _days(studio_no, now) if day["times"]],
        "may_keep": keeps,
        "may_book": access.may_book_for_others(request.user) or access.is_self(request.user, _own(request)),
    }
    return page(request, "spaces/studio.html", context, "studios")


def _own(request: HttpRequest) -> str:
    user: Any = request.user
    return str(user.member_no)


def get_studio(studio_no: str) -> dict[str, Any]:
    """As `known.studios`; 404 for one that there is not."""
    found = known.studios([studio_no])
    if not found:
        raise Http404
    return found[0]


def _opens(one: dict[str, Any]) -> list[dict[str, Any]]:
    """The usual hours, and the weekdays on which they are others."""
    other = one["hours"].weekdays
    return [{"weekday": words.weekday(n), "opens": other[n]} for n in sorted(other)]


def _week(one: dict[str, Any]) -> list[dict[str, Any]]:
    """Each weekday as the form for other hours shows it."""
    other = one["hours"].weekdays
    return [
        {"words": words.weekday(n), "opens": other.get(n, ""), "shut": other.get(n) == ""} for n in range(7)
    ]


def _concerns(closure: Any, one: dict[str, Any]) -> bool:
    if closure.studio_id:
        return bool(closure.studio_id == one["studio_no"])
    return closure.base_id in (None, one["base"])


def _closure(one: Any) -> dict[str, Any]:
    return {
        "pk": one.pk,
        "reason": one.reason,
        "from": words.moment(one.starts_at),
        "to": words.moment(one.ends_at),
        "kind": one.get_kind_display(),
        "everywhere": not one.studio_id,
    }


def _days(studio_no: str, now: datetime) -> list[dict[str, Any]]:
    """Free stretches of the next days, each a link that books the usual length of it."""
    today = beijing_day(now)
    found = []
    for day in (today + timedelta(days=n) for n in range(_AHEAD)):
        times = [
            {
                "words": words.times(span),
                "query": shown.slot_query(studio_no, _usual(span)),
            }
            for span in queries.free_times(studio_no, day, now=now)
            if span.minutes >= 30
        ]
        found.append({"words": words.day_words(day), "times": times})
    return found


def _usual(span: Span) -> Span:
    """From the next half hour on, two hours or what there is."""
    start = span.start
    if odd := (start.minute % 30) * 60 + start.second:
        start += timedelta(minutes=30) - timedelta(seconds=odd, microseconds=start.microsecond)
    return Span(start, max(min(start + timedelta(minutes=_USUAL), span.end), start + timedelta(minutes=30)))
