"""A studio is booked, once or again and again, alone or with others; a refusal says what is free instead."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from lianxin.spaces import access, actions
from lianxin.spaces.forms import BookForm, slot_asked
from lianxin.spaces.models import Booking, Series
from lianxin.spaces.queries import known
from lianxin.spaces.rules import NotBooked, Offer, Refusal, Span, beijing_day, midnight, terms_for
from lianxin.spaces.views import shown, words
from lianxin.spaces.views.one import after
from lianxin.spaces.views.page import is_member, open_to, page


@require_http_methods(["GET", "POST"])
@open_to(access.may_book_for_others, members=True)
def book(request: HttpRequest) -> HttpResponse:
    """GET shows what is about to be booked; POST books it."""
    everything = known.studios()
    asked = request.POST.get("studio") or request.GET.get("studio", "")
    studio = next((one for one in everything if one["studio_no"] == asked), None)
    if studio is None:
        raise Http404
    first = slot_asked(request.GET, timezone.now()) | {"also": request.GET.getlist("also")}
    others = [one["studio_no"] for one in everything if one["studio_no"] != asked]
    form = BookForm(
        request.POST or None, initial=first, others=others, for_others=not is_member(request.user)
    )
    refused = None
    if request.method == "POST" and form.is_valid():
        try:
            return _booked(request, form, asked)
        except NotBooked as error:
            refused = shown.refused(error)
    return page(request, "spaces/book.html", _context(form, studio, refused), "calendar")


def _booked(request: HttpRequest, form: BookForm, studio: str) -> HttpResponse:
    """Raises NotBooked."""
    user: Any = request.user
    said, span = form.cleaned_data, form.span
    member = user.member_no if is_member(user) else said["member_no"].strip()
    note, (start, end) = said["note"], (span.start, span.end)
    if form.recurrence:
        made = actions.book_series(
            studio_no=studio,
            member_no=member,
            starts_at=start,
            ends_at=end,
            recurrence=form.recurrence,
            actor=user,
            note=note,
        )
        if made.pk is None:  # nothing of it could be had
            raise NotBooked(made.refused[0].refusals, made.refused[0].nearest)
        return redirect("spaces:series", made.pk)
    studios = [studio, *said["also"]]
    (done, *_rest) = actions.book_together(
        studios=studios, member_no=member, starts_at=start, ends_at=end, actor=user, note=note
    )
    if done.hold == "asked":
        messages.success(request, _("Asked for. The slot is held for you until somebody answers."))
    else:
        messages.success(request, _("Booked."))
    return after(user, done.pk)


def _context(form: BookForm, studio: dict[str, Any], refused: dict[str, Any] | None) -> dict[str, Any]:
    span = form.span if form.is_bound and form.is_valid() else _first_span(form)
    place = {name: studio[name] for name in ("studio_no", "base", "kind")}
    return {
        "form": form,
        "studio": studio,
        "when": words.when(span) if span else "",
        "span": span,
        "terms": terms_for(known.all_terms(), **place),
        "refused": refused,
        **(shown.from_to(span) if span else {}),
        "back": reverse("spaces:find"),
        "more_open": any(form[name].errors for name in ("also", "every", "until", "weekdays"))
        or any(form.data.get(name) or form.initial.get(name) for name in ("also", "every", "until")),
    }


def _first_span(form: BookForm) -> Span | None:
    first = form.initial
    if not first:
        return None
    start = midnight(first["day"]) + timedelta(minutes=first["at"])
    return Span(start, start + timedelta(minutes=first["minutes"]))


@require_GET
@open_to(access.may_look, members=True)
def series(request: HttpRequest, pk: int) -> HttpResponse:
    """What became of each occurrence, and what is free instead of those refused."""
    user: Any = request.user
    found: Series = access.series_for(user, pk)
    rows = Booking.objects.visible_to(user).filter(arrangement__series=found).select_related("arrangement")
    lines = [(beijing_day(one.starts_at), shown.booking(one)) for one in rows]
    lines += [(_day(one), _refused_line(one)) for one in found.refused]
    lines.sort(key=lambda line: line[0])
    context = {
        "series": found,
        "lines": [line for _day, line in lines],
        "made": len(rows),
        "refused": len(found.refused),
    }
    return page(request, "spaces/series.html", context, "calendar")


def _day(one: dict[str, Any]) -> date:
    return beijing_day(datetime.fromisoformat(one["starts_at"]))


def _refused_line(one: dict[str, Any]) -> dict[str, Any]:
    """As `Series.refused` keeps it."""
    near = one.get("nearest")
    offered = Offer(near["studio_no"], _span(near)) if near else None
    whys = [Refusal(why["code"], why["params"]) for why in one["refusals"]]
    return {
        "day": words.day_words(_day(one)),
        "reason": " ".join(words.refusal_words(why) for why in whys),
        "nearest": shown.offer(offered),
    }


def _span(said: dict[str, Any]) -> Span:
    return Span(datetime.fromisoformat(said["starts_at"]), datetime.fromisoformat(said["ends_at"]))
