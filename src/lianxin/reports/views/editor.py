"""Writing a report: the text, its preview beside it, the figures to put in."""

from __future__ import annotations

from difflib import unified_diff
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lianxin.core.messages import Coded, message
from lianxin.lib.dates import PeriodError, parse_period
from lianxin.reports.access import get_edition_for
from lianxin.reports.actions import save_draft, take_snapshot
from lianxin.reports.forms import DraftForm
from lianxin.reports.models import Edition
from lianxin.reports.queries import preview
from lianxin.reports.queries.inserting import insertable
from lianxin.reports.queries.pages import page_of, receipt_address
from lianxin.reports.rules import ReportRefused
from lianxin.reports.views.guards import actor_of, answered, writing

#: Says that the answer is a preview and no page of a login: the script looks for it.
PREVIEWED = "X-Lianxin-Preview"
_KINDS = {"+": "own", "-": "theirs", "@": "place"}


@require_http_methods(["GET", "HEAD", "POST"])
@writing
@answered
def edit(request: HttpRequest, edition_no: str) -> HttpResponseBase:
    edition = get_edition_for(actor_of(request), edition_no)
    if request.method != "POST":
        if not edition.is_open:
            return redirect("reports:edition", edition_no)
        return _page(request, edition, DraftForm(initial=_kept(edition) | _earlier(request, edition)))
    form = DraftForm(request.POST)
    if not form.is_valid():
        return _page(request, edition, form, status=400)
    if request.POST.get("do") == "preview":
        return _page(request, edition, form, **_previewed(form, edition))
    return _saved(request, edition, form)


def _earlier(request: HttpRequest, edition: Edition) -> dict[str, str]:
    """`?version=`: an earlier text in the form, saved only if the writer does so."""
    given = request.GET.get("version", "")
    found = edition.texts.filter(version=int(given)).first() if given.isdecimal() and len(given) < 9 else None
    return {"title": found.title, "text": found.text} if found else {}


def _saved(request: HttpRequest, edition: Edition, form: DraftForm) -> HttpResponse:
    """Nothing that was typed is lost, whatever hinders saving it."""
    seen = form.cleaned_data["seen"]
    try:
        save_draft(edition_no=edition.pk, values=form.values(), seen=seen, actor=actor_of(request))
    except ReportRefused as refused:
        edition = get_edition_for(actor_of(request), edition.pk)
        if refused.code == "edition_changed":
            form, differing = _conflict(form, edition)
            return _page(request, edition, form, status=409, differing=differing)
        messages.error(request, message(refused.code, refused.params))
        return _page(request, edition, form, status=409)
    messages.success(request, _("Saved."))
    return redirect("reports:check" if request.POST.get("do") == "check" else "reports:edit", edition.pk)


def _conflict(form: DraftForm, theirs: Edition) -> tuple[DraftForm, list[dict[str, str]]]:
    """The own text stays in the form; saving it once more is then done knowingly."""
    values = {name: form.data[name] for name in form.data} | {"seen": str(theirs.version)}
    own = form.cleaned_data["text"].splitlines()
    lines = list(unified_diff(theirs.text.splitlines(), own, lineterm="", n=1))[2:]
    return DraftForm(values), [
        {"kind": _KINDS.get(line[:1], ""), "words": line[1:]} for line in lines if not line.startswith("@")
    ]


def _page(
    request: HttpRequest, edition: Edition, form: DraftForm, *, status: int = 200, **more: Any
) -> HttpResponse:
    context = {"edition": edition, "form": form, "unsaved": form.is_bound or "version" in request.GET, **more}
    response = render(request, "reports/editor.html", context, status=status)
    response.headers["Cache-Control"] = "no-store"  # going back must not show an older text
    return response


@require_POST
@writing
def previewed(request: HttpRequest, edition_no: str) -> HttpResponse:
    """What the text that is in the form would print. Saves nothing."""
    edition = get_edition_for(actor_of(request), edition_no)
    form = DraftForm(request.POST)
    form.is_valid()
    context: dict[str, Any]
    try:
        context = _previewed(form, edition)
    except Exception as error:
        if not isinstance(error, Coded):
            raise
        context = {"trouble": message(error.code, error.params)}
    response = render(request, "reports/_preview.html", {"edition": edition, **context})
    response.headers[PREVIEWED] = "yes"
    return response


def _previewed(form: DraftForm, edition: Edition) -> dict[str, Any]:
    """A field that is wrong says so itself, and what was saved stands in for it."""
    given = form.cleaned_data
    found = preview(
        title=given.get("title", edition.title),
        text=given.get("text", edition.text),
        period=given.get("period") or edition.period,
        language=edition.language,
        snapshot=take_snapshot(),
        office=given.get("office", edition.office),
    )
    return {
        "document": found.document,
        "page": page_of(found.document, receipt_address, new_tab=True),
        "faults": [(fault.line, message(fault.code, fault.params)) for fault in found.faults],
        "typed": found.typed,
    }


@require_GET
@writing
@answered
def figures(request: HttpRequest, edition_no: str) -> HttpResponse:
    """The figures to put in, with what they say of the report's period."""
    edition = get_edition_for(actor_of(request), edition_no)
    try:
        period = parse_period(request.GET.get("period", "")).text
    except PeriodError:
        period = edition.period
    text = request.GET.get("q", "")[:40]
    found = insertable(text=text, period=period, snapshot=take_snapshot())
    context = {"edition": edition, "figures": found, "period": period, "text": text}
    partial = request.headers.get("HX-Request") == "true"
    return render(request, f"reports/{'_' if partial else ''}figures.html", context)


def _kept(edition: Edition) -> dict[str, Any]:
    names = ("title", "office", "period", "public", "text")
    return {name: getattr(edition, name) for name in names} | {"seen": edition.version}
