"""My requests: what I asked for, how it stands, what was answered, asking again; a copy of everything."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lianxin.core.messages import message
from lianxin.portal import queries
from lianxin.portal.forms import ReopenForm
from lianxin.portal.views.guards import own_rights
from lianxin.trust.access import get_request_for
from lianxin.trust.actions import reopen_request
from lianxin.trust.models import Request
from lianxin.trust.queries import requests_of
from lianxin.trust.queries.exporting import export_of
from lianxin.trust.queries.requests import with_clocks
from lianxin.trust.rules import Declined, may_reopen


@require_GET
@own_rights
def requests(request: HttpRequest) -> HttpResponse:
    user: Any = request.user
    context = {"tab": "requests", "asked": requests_of(user.member_no)}
    return render(request, "portal/requests.html", context)


@require_GET
@own_rights
def request_page(request: HttpRequest, pk: int) -> HttpResponse:
    return _request_page(request, get_request_for(request.user, pk), ReopenForm())


@require_POST
@own_rights
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    user: Any = request.user
    asked = get_request_for(user, pk)
    form = ReopenForm(request.POST)
    if not form.is_valid():
        return _request_page(request, asked, form, status=422)
    try:
        reopen_request(request=asked, text=form.cleaned_data["text"], actor=user)
        messages.success(request, _("Your request is open again."))
    except Declined as error:
        messages.error(request, message(error.code, error.params))
    return redirect("portal:request", pk)


@require_http_methods(["POST"])
@own_rights
def copy(request: HttpRequest) -> HttpResponse:
    """A zip of everything about me; the name of the file does not say whose it is."""
    user: Any = request.user
    response = HttpResponse(export_of(user.member_no, user), content_type="application/zip")
    response.headers["Content-Disposition"] = 'attachment; filename="lianxin-my-data.zip"'
    return response


def _request_page(request: HttpRequest, asked: Request, form: ReopenForm, status: int = 200) -> HttpResponse:
    user: Any = request.user
    context = {
        "tab": "requests",
        "one": with_clocks([asked])[0],
        "about": _about(user, asked),
        "form": form if may_reopen(asked.state) else None,
    }
    return render(request, "portal/request.html", context, status=status)


def _about(user: Any, asked: Request) -> Any:
    """The view that was asked about."""
    return queries.look_at(user.member_no, asked.entry) if asked.entry is not None else None
