"""A page of trust, with the tabs that its reader may open."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from lianxin.trust import access

#: Pages that stand under a tab of another name.
_BELOW = {
    "trust:request": "trust:requests",
    "trust:answer": "trust:requests",
    "trust:new_request": "trust:requests",
    "trust:record_consent": "trust:consents",
    "trust:hand_over": "trust:consents",
    "trust:entry": "trust:ledger",
    "trust:heads": "trust:ledger",
}


def page(request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    return render(request, template, context | {"tabs": _tabs(request)}, status=status)


def _tabs(request: HttpRequest) -> list[dict[str, Any]]:
    reads, whole = access.may_read_requests(request.user), access.may_read_ledger(request.user)
    tabs = [
        (reads, "trust:requests", _("Requests")),
        (reads, "trust:consents", _("Consents")),
        (reads, "trust:notices", _("Notices")),
        (reads, "trust:retention", _("Retention")),
        (whole, "trust:ledger", _("Ledger")),
        (True, "trust:own_entries", _("My entries")),
    ]
    name = request.resolver_match.view_name if request.resolver_match else ""
    here = _BELOW.get(name, name)
    return [
        {"href": reverse(name), "words": words, "current": here == name}
        for shown, name, words in tabs
        if shown
    ]
