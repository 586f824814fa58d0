"""One record: looked at, entered, changed, removed, taken back."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from lianxin.console import access, queries
from lianxin.console.forms import RecordForm, record_form, shown_again
from lianxin.console.rules import Pages, line_with_sheet
from lianxin.console.views.guards import allowed, answered
from lianxin.console.views.records_asked import actor_of, sheet_for
from lianxin.console.views.records_shown import (
    cells,
    key_of,
    labels_of,
    past,
    referring,
    removed_rows,
    values_of,
)
from lianxin.core import ledger
from lianxin.core.messages import message
from lianxin.core.scope import subjects_of
from lianxin.core.sheets import Column, Sheet
from lianxin.people.queries import live_purposes
from lianxin.records import actions
from lianxin.records.access import can_add, can_change, columns_for, get_record_for
from lianxin.records.models import Record
from lianxin.records.queries.history import history, removed
from lianxin.records.rules import NotSaved, Refused

_REMOVED = 50


@require_GET
@allowed(access.may_see_figures)
@answered
def record(request: HttpRequest, name: str, pk: int) -> HttpResponse:
    actor = actor_of(request)
    target = sheet_for(actor, name)
    found = get_record_for(actor, name, pk)
    _say_why(request, found)
    columns = _known(request, found, target)
    changeable = can_change(actor, found)
    context = _about(target, found) | {
        "cells": cells(actor, found, columns, labels_of(actor, columns, [found])),
        "referring": referring(actor, found, target),
        "history": past(history(actor, found)),
        "may_change": changeable,
        "may_import": access.may_import(request.user),
        "whole": len(columns) == len(target.columns),
    }
    return render(request, "console/records_one.html", context)


def _say_why(request: HttpRequest, found: Record) -> None:
    """The open task that explains the look, where there is one; else it is told as daily work."""
    for subject in subjects_of(found):
        kind, _colon, number = subject.partition(":")
        purposes = live_purposes(actor_of(request), number) if kind == "member" else []
        if purposes:
            ledger.state_purpose(purposes[0])
            return


@require_http_methods(["GET", "POST"])
@allowed(access.may_see_figures)
@answered
def add_record(request: HttpRequest, name: str) -> HttpResponse:
    actor = actor_of(request)
    target = sheet_for(actor, name)
    if not can_add(actor, name):
        raise PermissionDenied
    form = record_form(target.columns, data=request.POST if request.method == "POST" else None)
    if request.method == "POST" and (made := _saved(request, target, None, form, None)):
        messages.success(request, _("Entered."))
        return redirect("console:record", name, made.pk)
    return _form_page(request, target, form, None)


@require_http_methods(["GET", "POST"])
@allowed(access.may_see_figures)
@answered
def edit_record(request: HttpRequest, name: str, pk: int) -> HttpResponse:
    actor = actor_of(request)
    target = sheet_for(actor, name)
    found = get_record_for(actor, name, pk)
    if not can_change(actor, found):
        raise PermissionDenied
    columns = _known(request, found, target)
    values = values_of(found, columns)
    form = record_form(columns, values, request.POST if request.method == "POST" else None)
    if request.method == "GET":
        return _form_page(request, target, form, found)
    seen_at = _seen_at(request)
    if seen_at != found.entered_at:
        form = shown_again(form, values)
        form.add_error(None, message("changed_meanwhile"))
        return _form_page(request, target, form, found)
    if _saved(request, target, pk, form, seen_at):
        messages.success(request, _("Saved.") if form.changed_data else _("Nothing was changed."))
        return redirect("console:record", name, pk)
    return _form_page(request, target, form, found)


@require_http_methods(["GET", "POST"])
@allowed(access.may_see_figures)
@answered
def remove_record(request: HttpRequest, name: str, pk: int) -> HttpResponse:
    """First what will happen, then for good; the sheet's page of removed records gives it back."""
    actor = actor_of(request)
    target = sheet_for(actor, name)
    found = get_record_for(actor, name, pk)
    if not can_change(actor, found):
        raise PermissionDenied
    context = _about(target, found) | {"referring": referring(actor, found, target)}
    if request.method == "POST":
        try:
            actions.remove_record(sheet=name, pk=pk, actor=actor)
        except Refused as refused:
            context["refused"] = message(refused.code, refused.params)
            return render(request, "console/records_remove.html", context, status=409)
        messages.success(request, _("Removed: %(key)s") % {"key": context["key"]})
        return redirect("console:records", name)
    return render(request, "console/records_remove.html", context)


@require_http_methods(["POST"])
@allowed(access.may_see_figures)
@answered
def undo_change(request: HttpRequest, name: str, change: int) -> HttpResponse:
    actor = actor_of(request)
    sheet_for(actor, name)
    back = request.POST.get("pk", "")
    try:
        found = actions.undo(change=change, actor=actor)
    except NotSaved as error:
        messages.error(request, " ".join(message(p.code, p.params) for p in error.problems))
        return _back(name, back)
    except Refused as refused:
        messages.error(request, message(refused.code, refused.params))
        return _back(name, back)
    messages.success(request, _("Taken back."))
    return redirect("console:record", name, found.pk) if found else redirect("console:records", name)


def _back(name: str, pk: str) -> HttpResponse:
    """To the record whose history was open, else to the list."""
    known = pk.isascii() and pk.isdigit()
    return redirect("console:record", name, int(pk)) if known else redirect("console:records", name)


@require_GET
@allowed(access.may_see_figures)
@answered
def removed_records(request: HttpRequest, name: str) -> HttpResponse:
    """What was removed, to be given back; for those who keep the sheet."""
    actor = actor_of(request)
    target = sheet_for(actor, name)
    if not can_add(actor, name):
        raise PermissionDenied
    pages = Pages.of(request.GET.get("page", ""), removed(target).count(), _REMOVED)
    changes = removed(target)[pages.offset : pages.offset + _REMOVED]
    context = {
        "sheet": target,
        "title": queries.sheet_title(target),
        "line": line_with_sheet(name),
        "pages": pages,
        "rows": removed_rows(target, changes),
    }
    return render(request, "console/records_removed.html", context)


def _known(request: HttpRequest, found: Record, target: Sheet) -> list[Column]:
    names = columns_for(actor_of(request), found)
    return [c for c in target.columns if c.name in names]


def _about(target: Sheet, found: Record) -> dict[str, Any]:
    return {
        "sheet": target,
        "title": queries.sheet_title(target),
        "line": line_with_sheet(target.name),
        "record": found,
        "key": key_of(found, target),
    }


def _saved(
    request: HttpRequest, target: Sheet, pk: int | None, form: RecordForm, seen_at: dt.datetime | None
) -> Record | None:
    """None if what was typed cannot be kept: then the form says why."""
    if not form.is_valid():
        return None
    try:
        return actions.save_record(
            sheet=target.name, pk=pk, values=form.cells, actor=actor_of(request), seen_at=seen_at
        )
    except NotSaved as error:
        form.report(error.problems)
    except Refused as refused:
        form.add_error(None, message(refused.code, refused.params))
    return None


def _form_page(request: HttpRequest, target: Sheet, form: RecordForm, found: Record | None) -> HttpResponse:
    context = (
        _about(target, found)
        if found
        else {"sheet": target, "title": queries.sheet_title(target), "line": line_with_sheet(target.name)}
    )
    form.look_up(lambda column: reverse("console:record_options", args=[target.name, column]))
    context |= {"form": form, "seen_at": found.entered_at.isoformat() if found else ""}
    return render(request, "console/records_form.html", context, status=400 if form.errors else 200)


def _seen_at(request: HttpRequest) -> dt.datetime | None:
    try:
        return dt.datetime.fromisoformat(request.POST.get("seen_at", ""))
    except ValueError:
        return None
