"""One organisation: its members, and what it leads or supplies."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from lianxin.core import ledger
from lianxin.core.slices import MASKED, masked
from lianxin.people import access, queries
from lianxin.people.forms import ReasonForm
from lianxin.people.models import Organisation
from lianxin.people.queries import Asked
from lianxin.people.views import reasons, shown
from lianxin.people.views.guards import allowed


@require_http_methods(["GET", "POST"])
@allowed(access.may_see_directory)
def organisation(request: HttpRequest, pk: int) -> HttpResponse:
    """POST asks for one masked value (`show`), with a reason if there is none yet."""
    found = access.get_organisation_for(_actor(request), pk)
    wanted = request.POST.get("show", "")
    if not wanted:
        return _page(request, found)
    if wanted not in MASKED:
        raise Http404
    form = ReasonForm(request.POST if "give" in request.POST else None)
    subject = f"unit:{found.name}"
    if form.is_bound and form.is_valid():
        reasons.keep(request, subject, form.cleaned_data["reason"])
    if reasons.stated(request, subject) is None:
        return _ask(request, found, wanted, form)
    ledger.seen([subject], f"organisations.{wanted}")
    return _page(request, found, shown_in_full=wanted)


def _page(request: HttpRequest, found: Organisation, shown_in_full: str = "") -> HttpResponse:
    actor = _actor(request)
    asked = request.GET.get("tab", "")
    tab = queries.tab_called(asked)
    counts = queries.counts_of_organisation(actor, found)
    if asked and asked not in counts:
        raise Http404
    context: dict[str, Any] = {
        "organisation": found,
        "shown_in_full": shown_in_full,
        "tabs": [{"tab": t, "count": counts[t.slug]} for t in queries.tabs() if t.slug in counts],
        "tab": asked,
    } | {
        name: getattr(found, name) if name == shown_in_full else masked(name, getattr(found, name))
        for name in MASKED
    }
    if tab:
        context["parts"] = [shown.part(part) for part in queries.parts_of_organisation(actor, tab, found)]
    elif queries.may_narrow(actor, "members"):
        held = queries.listing(actor, "members", Asked(words={"organisation": found.name}))
        context |= {"members": held.page(1), "members_total": len(held.order)}
    return render(request, "people/organisation.html", context)


def _ask(request: HttpRequest, found: Organisation, wanted: str, form: ReasonForm) -> HttpResponse:
    address = reverse("people:organisation", args=[found.pk])
    context = {"form": form, "address": address, "title": found.name, "show": wanted}
    return render(request, "people/reason.html", context)


def _actor(request: HttpRequest) -> Any:
    return request.user
