"""Records of one person: suggested, put side by side, made one, taken apart."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lianxin.core import ledger
from lianxin.core.ledger import Purpose
from lianxin.core.messages import message
from lianxin.core.slices import MASKED
from lianxin.people import access, actions, queries
from lianxin.people.models import Member, Merge
from lianxin.people.rules import WORDS
from lianxin.people.views import shown
from lianxin.people.views.guards import allowed
from lianxin.records.rules import Refused

#: Why the office looks at records that may be one person's; one of `people.rules.DUTIES`.
_DUTY = Purpose("duty", text="Checking or correcting the record")


@require_GET
@allowed(access.may_merge)
def duplicates(request: HttpRequest) -> HttpResponse:
    ledger.state_purpose(_DUTY)
    found, total = queries.suggestions(_actor(request))
    rows = [{"one": one, "reasons": _words(one.pair.reasons)} for one in found]
    context = {"rows": rows, "total": total, "merges": queries.merges(), "name": "duplicates"}
    return render(request, "people/duplicates.html", context)


@require_http_methods(["GET", "POST"])
@allowed(access.may_merge)
def compare(request: HttpRequest) -> HttpResponse:
    """Side by side; POST makes them one."""
    ledger.state_purpose(_DUTY)
    asked = request.GET if request.method == "GET" else request.POST
    first, second = (_member(request, asked.get(name, "").strip()) for name in ("first", "second"))
    if first.pk == second.pk:
        raise Http404
    if request.method == "GET":
        return _side_by_side(request, first, second)
    kept, gone = (first, second) if request.POST.get("member_no") != "second" else (second, first)
    side = "second" if gone is second else "first"
    taken = [c.name for c in queries.choosable() if request.POST.get(c.name) == side]
    try:
        done = actions.merge_members(
            kept=kept.member_no, gone=gone.member_no, taken=taken, actor=_actor(request)
        )
    except Refused as refused:
        messages.error(request, message(refused.code, refused.params))
        return _side_by_side(request, first, second)
    messages.success(request, _("The two records are one now. This can be undone below."))
    return redirect("people:merge", done.pk)


@require_POST
@allowed(access.may_merge)
def keep_apart(request: HttpRequest) -> HttpResponse:
    first, second = (_member(request, request.POST.get(name, "")) for name in ("first", "second"))
    actions.keep_apart(first=first.member_no, second=second.member_no, actor=_actor(request))
    messages.success(request, _("These two are not suggested again."))
    return redirect("people:duplicates")


@require_http_methods(["GET", "POST"])
@allowed(access.may_merge)
def merge(request: HttpRequest, pk: int) -> HttpResponse:
    """What a merge moved; POST undoes it."""
    ledger.state_purpose(_DUTY)
    found = Merge.objects.select_related("actor", "undone_by").filter(pk=pk).first()
    if found is None:
        raise Http404
    if request.method == "POST":
        try:
            actions.undo_merge(merge=pk, actor=_actor(request))
            messages.success(request, _("Undone: both records are as they were."))
        except Refused as refused:
            messages.error(request, message(refused.code, refused.params))
        return redirect("people:merge", pk)
    context = {"merge": found, "moved": [_moved(*one) for one in queries.moved_by(found)]}
    return render(request, "people/merge.html", context)


def _side_by_side(request: HttpRequest, first: Member, second: Member) -> HttpResponse:
    rows = []
    for column in queries.choosable():
        one, other = (getattr(member, column.attribute) for member in (first, second))
        rows.append(
            {
                "column": column.name,
                "label": shown.label(column),
                "first": shown.cell(first, column),
                "second": shown.cell(second, column),
                "same": one == other,
                "hidden": column.category in MASKED and one != other,
                "second_first": not one and bool(other),
            }
        )
    context = {
        "first": first,
        "second": second,
        "rows": rows,
        "reasons": _words(queries.why(_actor(request), first.member_no, second.member_no)),
        "hanging": [
            {"member": member, "rows": [(shown.title(s), n) for s, n in queries.hanging_on(member)]}
            for member in (first, second)
        ],
        "address": reverse("people:compare"),
    }
    return render(request, "people/compare.html", context)


def _moved(sheet: Any, moved: int, removed: int) -> dict[str, Any]:
    return {"title": shown.title(sheet), "moved": moved, "removed": removed}


def _words(reasons: tuple[str, ...]) -> list[str]:
    return [_(WORDS[reason]) for reason in reasons]


def _member(request: HttpRequest, member_no: str) -> Member:
    return access.get_member_for(_actor(request), member_no)


def _actor(request: HttpRequest) -> Any:
    return request.user
