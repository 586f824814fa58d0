"""The ledger's pages. Looking at it is itself told, once."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET, require_http_methods

from lianxin.core import ledger
from lianxin.trust import access
from lianxin.trust.queries import entries
from lianxin.trust.queries.book import book
from lianxin.trust.queries.words import kinds, verbs
from lianxin.trust.views.guards import allowed
from lianxin.trust.views.shown import page

_SHOWN = 200


@require_GET
@allowed(access.may_read_ledger)
def ledger_page(request: HttpRequest) -> HttpResponse:
    given = request.GET
    asked = entries.Asked(
        given.get("actor", ""), given.get("verb", ""), given.get("kind", ""), _day(given.get("day"))
    )
    return _list(request, asked, "trust/ledger.html")


@require_GET
@allowed(access.may_see_own_entries)
def own_entries(request: HttpRequest) -> HttpResponse:
    """What the ledger has of oneself."""
    return _list(request, entries.Asked(actor=request.user.get_username()), "trust/own_entries.html")


def _list(request: HttpRequest, asked: entries.Asked, template: str) -> HttpResponse:
    ledger.seen([entries.ITSELF], "ledger")
    before = request.GET.get("before", "")
    found = entries.listed(
        ledger.store(), asked, int(before) if before.isdigit() and len(before) < 18 else None
    )
    kept = {n: v for n, v in request.GET.items() if n in ("actor", "verb", "kind", "day") and v}
    context: dict[str, Any] = {"found": found, "asked": asked, "verbs": verbs(), "kinds": kinds()}
    context["next"] = urlencode(kept | {"before": found.before}) if found.before else ""
    return page(request, template, context)


@require_GET
@allowed(access.may_read_ledger)
def entry_page(request: HttpRequest, seq: int) -> HttpResponse:
    found = entries.entry(ledger.store(), seq)
    if found is None:
        raise Http404
    line, subjects = found
    shown = subjects[:_SHOWN]
    ledger.seen([subject for subject, _kinds in shown] or [entries.ITSELF], "ledger")
    return page(
        request, "trust/entry.html", {"line": line, "subjects": shown, "more": len(subjects) - len(shown)}
    )


@require_http_methods(["GET", "POST"])
@allowed(access.may_read_ledger)
def heads(request: HttpRequest) -> HttpResponse:
    """The last signed head, to print for the notice board; with POST the whole ledger is checked now."""
    store = book()
    context = {
        "head": store.last_head(),
        "size": store.size(),
        "verifier": store.verifier,
        "period": store.usage_period(),
        "report": store.verify() if request.method == "POST" else None,
    }
    return page(request, "trust/heads.html", context)


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None
