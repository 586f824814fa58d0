"""Which sheet, which rows and which columns a page of records is asked for."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, cast

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from lianxin.accounts.models import User
from lianxin.console.forms import asked_filters, asked_sort, filterable, query_of
from lianxin.console.queries.record_words import column_title
from lianxin.core.sheets import Column, Sheet, sheet, sheets
from lianxin.records.access import may_see_sheet
from lianxin.records.queries.labels import labels
from lianxin.records.queries.listing import EMPTY, Asked, Filter, Listing, keys_matching

_SEARCHES, _COLUMNS = "searches", "columns"
_KEPT = 20  # search texts kept in a session
_USUAL = 7  # columns shown before anybody chooses
_NEAREST = 20  # keys that a typed name may stand for


def actor_of(request: HttpRequest) -> User:
    return cast(User, request.user)


def sheet_for(actor: User, name: str) -> Sheet:
    """404 for a sheet that is nothing to the actor, as for none."""
    if name not in {one.name for one in sheets()} or not may_see_sheet(actor, name):
        raise Http404
    return sheet(name)


@dataclass(frozen=True)
class Page:
    """`token` stands for the search text in the address; `lost`: nobody knows any more for which."""

    listing: Listing
    token: str
    lost: bool

    @property
    def asked(self) -> Asked:
        return self.listing.asked

    def query(self, **more: str) -> str:
        return self._query(self.asked.filters, {"sort": self.asked.sort, "s": self.token} | more)

    def without(self, one: Filter) -> str:
        return self._query(
            [f for f in self.asked.filters if f != one], {"sort": self.asked.sort, "s": self.token}
        )

    def _query(self, filters: Sequence[Filter], more: dict[str, str]) -> str:
        return query_of(filters, **more)


def page_for(request: HttpRequest, target: Sheet) -> Page:
    actor = actor_of(request)
    listing = Listing(actor, target)
    token = request.GET.get("s", "")
    search = request.session.get(_SEARCHES, {}).get(token, "")
    asked = Asked(asked_filters(request.GET, listing.open), search, asked_sort(request.GET))
    return Page(replace(listing, asked=asked), token if search else "", bool(token and not search))


def keep_search(request: HttpRequest, text: str) -> str:
    """The token under which the session knows the text; "" for none."""
    if not text.strip():
        return ""
    known: dict[str, str] = request.session.get(_SEARCHES, {})
    token = next((t for t, kept in known.items() if kept == text), "") or secrets.token_urlsafe(6)
    request.session[_SEARCHES] = dict([*known.items(), (token, text)][-_KEPT:])
    return token


def offered(listing: Listing) -> list[Column]:
    """Columns that the actor may read of some of the rows at least."""
    return listing.open if listing.names_only else list(listing.sheet.columns)


def shown_columns(request: HttpRequest, listing: Listing) -> list[Column]:
    """As chosen in this session, else the first few."""
    columns = offered(listing)
    chosen = set(request.session.get(_COLUMNS, {}).get(listing.sheet.name, ()))
    return [c for c in columns if c.name in chosen] or [c for c in columns if c.category != "note"][:_USUAL]


def keep_columns(request: HttpRequest, name: str, chosen: list[str]) -> None:
    request.session[_COLUMNS] = request.session.get(_COLUMNS, {}) | {name: chosen}


def named_filters(actor: User, columns: Sequence[Column], data: Any) -> tuple[tuple[Filter, ...], list[str]]:
    """The filters that were typed in, and the titles of those that fit nothing. A reference may be given by
    its key, or by any part of its name."""
    copy = data.copy()
    nothing = []
    for column in filterable(columns):
        text = data.get(column.name, "").strip()
        if not column.ref or not text or text == EMPTY:
            continue
        near = keys_matching(actor, column.ref, text, _NEAREST)
        found = [text] if text in near else near
        copy.setlist(column.name, found)
        if not found:
            nothing.append(column_title(column))
    return asked_filters(copy, columns), nothing


def chips(page: Page) -> list[dict[str, str]]:
    """The filters in force, in words, each with the address without it."""
    listing = page.listing
    found = [
        {
            "name": column_title(listing.sheet.column(one.column)),
            "value": _filter_words(listing.actor, listing.sheet.column(one.column), one),
            "query": page.without(one),
        }
        for one in page.asked.filters
    ]
    if page.asked.search:
        found.append({"name": _("Search"), "value": page.asked.search, "query": page.query(s="")})
    return found


def _filter_words(actor: User, column: Column, one: Filter) -> str:
    if one.how == "from":
        return _("from %(day)s") % {"day": one.values[0]}
    if one.how == "to":
        return _("to %(day)s") % {"day": one.values[0]}
    names = labels(actor, column.ref, one.values) if column.ref and may_see_sheet(actor, column.ref) else {}
    fixed = {EMPTY: _("(empty)"), "yes": _("Yes"), "no": _("No")}
    words = [fixed.get(v) or f"{v} {names[v].label if v in names else ''}".strip() for v in one.values]
    return _(", ").join(words)
