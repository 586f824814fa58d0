"""Who looked at my data, and asking why."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from lianxin.portal import queries
from lianxin.portal.forms import AskForm
from lianxin.portal.views.guards import own_rights
from lianxin.trust.actions import open_request
from lianxin.trust.rules import GOALS


@require_GET
@own_rights
def looks(request: HttpRequest) -> HttpResponse:
    user: Any = request.user
    text = request.GET.get("before", "")
    before = int(text) if text.isascii() and text.isdigit() and len(text) < 16 else None
    found = queries.who_looked(user.member_no, before)
    return render(request, "portal/looks.html", {"tab": "looks", "looks": found, "before": before})


@require_http_methods(["GET", "POST"])
@own_rights
def ask(request: HttpRequest, seq: int) -> HttpResponse:
    user: Any = request.user
    found = queries.look_at(user.member_no, seq)
    if found is None:
        raise Http404
    form = AskForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        asked = open_request(
            member_no=user.member_no, kind="view", entry=seq, text=form.cleaned_data["text"], actor=user
        )
        messages.success(request, _("Your question is with the office."))
        return redirect("portal:request", asked.pk)
    context = {"tab": "looks", "one": found, "form": form, "days": GOALS["view"]}
    return render(request, "portal/ask.html", context)
