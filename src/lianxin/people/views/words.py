"""Places and categories: which words the records use, how often, and putting a misspelt one right."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from lianxin.core.messages import message
from lianxin.people import access, actions, queries
from lianxin.people.forms import RenameForm
from lianxin.people.queries import Words
from lianxin.people.views import shown
from lianxin.people.views.guards import allowed
from lianxin.records.rules import NotSaved, Refused


@require_GET
@allowed(access.may_see_directory)
def places(request: HttpRequest) -> HttpResponse:
    actor = _actor(request)
    tables = [
        _table(_("Towns"), queries.words(actor, "town")),
        _table(_("Villages"), queries.villages(actor)),
    ]
    return _page(request, "places", _("Places"), tables)


@require_GET
@allowed(access.may_see_directory)
def categories(request: HttpRequest) -> HttpResponse:
    actor = _actor(request)
    tables = [_table(shown.title(found.sheets[0]), found) for found in queries.kinds(actor)]
    tables.insert(1, _table(_("Industries"), queries.words(actor, "industry")))
    return _page(request, "categories", _("Kinds and industries"), tables)


@require_POST
@allowed(access.may_merge)
def rename(request: HttpRequest) -> HttpResponse:
    form = RenameForm(request.POST)
    if form.is_valid():
        try:
            done = actions.rename_word(actor=_actor(request), **form.cleaned_data)
            words = _("“%(old)s” is called “%(new)s” in %(count)s records now.")
            said = {"old": done.old, "new": done.new, "count": len(done.changes)}
            messages.success(request, words % said)
        except Refused as refused:
            messages.error(request, message(refused.code, refused.params))
        except NotSaved as error:
            messages.error(request, message(error.problems[0].code, error.problems[0].params))
    else:
        messages.error(request, _("Write the new word."))
    return _back(form.data.get("column", ""))


@require_POST
@allowed(access.may_merge)
def undo_renaming(request: HttpRequest, pk: int) -> HttpResponse:
    column = ""
    try:
        column = actions.undo_renaming(renaming=pk, actor=_actor(request)).column
        messages.success(request, _("Undone: the records say what they said before."))
    except Refused as refused:
        messages.error(request, message(refused.code, refused.params))
    return _back(column)


def _back(column: str) -> HttpResponse:
    return redirect("people:categories" if column == "industry" else "people:places")


def _table(title: str, found: Words) -> shown.Shown:
    return {
        "title": title,
        "column": found.column,
        "heads": [shown.title(s) for s in found.sheets],
        "linked": found.sheets[0].name if len(found.sheets) == 1 and found.column == "kind" else "",
        "words": found.words,
        "fixed": found.column == "kind",
    }


def _page(request: HttpRequest, name: str, title: str, tables: list[shown.Shown]) -> HttpResponse:
    context = {
        "name": name,
        "title": title,
        "tables": tables,
        "may_rename": access.may_merge(request.user),
        "renamings": queries.renamings() if access.may_merge(request.user) else [],
    }
    return render(request, "people/words.html", context)


def _actor(request: HttpRequest) -> Any:
    return request.user
