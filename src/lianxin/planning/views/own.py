"""A creator's own sessions: what is proposed, with yes and no, and what is released."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from lianxin.core.ledger import Purpose, state_purpose
from lianxin.lib.dates import BEIJING
from lianxin.planning import access, actions
from lianxin.planning.models import Proposal
from lianxin.planning.queries import names
from lianxin.planning.views import words
from lianxin.web.trying import tried

_SHOWN = (Proposal.State.ASKED, Proposal.State.ACCEPTED, Proposal.State.DECLINED, Proposal.State.RELEASED)


def _own(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponseBase]:
    """For the member alone; to everybody else there is no such page."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not access.may_answer(request.user):
            raise Http404
        state_purpose(Purpose("own"))
        return view(request, *args, **kwargs)

    return guarded


@require_GET
@_own
def mine(request: HttpRequest) -> HttpResponse:
    rows = access.proposals_of(request.user).filter(state__in=_SHOWN, ends_at__gt=timezone.now())
    found = list(rows.select_related("season", "answered_by", "asked_by"))
    access.tell({row.member_no for row in found})
    products = names.of_products({no for row in found for no in row.products})
    context = {"rows": [_told(row, products) for row in found], "tab": "home"}
    return render(request, "planning/mine.html", context)


def _told(row: Proposal, products: dict[str, str]) -> dict[str, Any]:
    start, end = row.starts_at.astimezone(BEIJING), row.ends_at.astimezone(BEIJING)
    own = row.answered_by is not None and row.answered_by.role == "member"
    return {
        "one": row,
        "when": f"{words.day_words(start.date())} {start:%H:%M}–{end:%H:%M}",
        "mix": _(", ").join(f"{products.get(no, no)}×{units}" for no, units in sorted(row.products.items())),
        "open": row.state in (Proposal.State.ASKED, Proposal.State.ACCEPTED),
        "noted_by": "" if own or row.answered_by is None else row.answered_by.display_name,
    }


@require_POST
@_own
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    user: Any = request.user
    found = access.proposal_for(user, pk)
    accept = request.POST.get("answer") == "yes"
    done = _("Accepted. It is released once the others have answered.")
    refused = _("Declined. You will not be asked for this time again.")
    tried(
        request,
        lambda: actions.answer(proposal=found, accept=accept, actor=user),
        done if accept else refused,
    )
    return redirect("planning:mine")
