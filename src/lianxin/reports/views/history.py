"""What a draft said before."""

from difflib import unified_diff

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from lianxin.reports.access import get_edition_for, may_write
from lianxin.reports.models import Edition, EditionText
from lianxin.reports.views.guards import actor_of, reading

Line = dict[str, str]


@require_GET
@reading
def history(request: HttpRequest, edition_no: str) -> HttpResponse:
    """The versions, the newest first; `?version=`: what that one's change did."""
    edition = get_edition_for(actor_of(request), edition_no)
    texts = list(edition.texts.select_related("saved_by").defer("text"))
    asked = request.GET.get("version", "")
    shown = edition.texts.filter(version=int(asked)).first() if asked.isdecimal() and len(asked) < 9 else None
    context = {
        "edition": edition,
        "texts": texts,
        "shown": shown,
        "lines": differing(shown, edition) if shown else [],
        "may_write": may_write(actor_of(request)) and edition.is_open,
    }
    return render(request, "reports/history.html", context)


def differing(earlier: EditionText, now: Edition) -> list[Line]:
    """Lines of the earlier text that are gone now, and lines that came since; `kind` was, is or ""."""
    kinds = {"+": "is", "-": "was"}
    lines = list(unified_diff(earlier.text.splitlines(), now.text.splitlines(), lineterm="", n=1))[2:]
    return [
        {"kind": kinds.get(line[:1], ""), "words": line[1:]} for line in lines if not line.startswith("@")
    ]
