"""Pick a time and see what is free."""

from __future__ import annotations

from datetime import timedelta
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from lianxin.spaces import access, queries
from lianxin.spaces.forms import FindForm, slot_asked
from lianxin.spaces.queries import FreeStudio, known
from lianxin.spaces.rules import Span, beijing_day
from lianxin.spaces.views import shown, words
from lianxin.spaces.views.page import open_to, page

_DAYS = 7
_SLOT = ("day", "at", "minutes")


@require_GET
@open_to(access.may_book_for_others, members=True)
def find(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    everything = known.studios()
    equipment = sorted({name for names in queries.equipment_of().values() for name in names})
    bases = list(dict.fromkeys(one["base"] for one in everything))
    said: Any = request.GET if all(name in request.GET for name in _SLOT) else None
    asked = slot_asked(request.GET, now)
    form = FindForm(said, initial=asked, bases=bases, equipment=equipment)
    if said is None:  # nothing asked yet: what is usual
        form = FindForm({**asked, **request.GET.dict()}, bases=bases, equipment=equipment)
    found: list[FreeStudio] = []
    span = None
    if form.is_valid():
        span = form.span
        found = _free(form, span)
    context = {
        "form": form,
        "when": words.when(span) if span else "",
        "total": len(found),
        "bases": [
            {"name": base, "studios": [_shown(one, span) for one in held]}
            for base, held in groupby(found, lambda one: one.base)
        ],
        "days": _days(form, now),
    }
    return page(request, "spaces/find.html", context, "calendar")


def _free(form: FindForm, span: Span) -> list[FreeStudio]:
    said = form.cleaned_data
    return queries.free_studios(
        span.start,
        span.end,
        base=said["base"],
        kind=said["kind"],
        equipment=[said["equipment"]] if said["equipment"] else (),
    )


def _shown(one: FreeStudio, span: Span | None) -> dict[str, Any]:
    return {"studio": one, "query": shown.slot_query(one.studio_no, span) if span else ""}


def _days(form: FindForm, now: Any) -> list[dict[str, Any]]:
    """The same question for each of the next days."""
    said = {name: form.data.get(name, "") for name in (*_SLOT, "base", "kind", "equipment")}
    first = beijing_day(now)
    days = [first + timedelta(days=n) for n in range(_DAYS)]
    return [
        {
            "words": words.day_words(day),
            "query": urlencode(said | {"day": day}),
            "current": str(day) == str(said["day"]),
        }
        for day in days
    ]
