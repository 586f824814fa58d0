"""The board: sessions as cards, moved by mouse, by keys and by forms."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from lianxin.core.messages import message
from lianxin.planning import access, actions
from lianxin.planning.actions import Moved
from lianxin.planning.forms import MarkForm, MoveForm
from lianxin.planning.models import Mark, Run, Season
from lianxin.planning.queries.boards import board_of
from lianxin.planning.rules import NotPlanned
from lianxin.planning.views import runs, showing, words
from lianxin.planning.views.page import open_to, page, season_of


@require_GET
@open_to(access.may_read)
def board(request: HttpRequest, pk: int) -> HttpResponse:
    season = season_of(request, pk)
    return page(request, "planning/board.html", showing.seen(request, season), season, "board")


@require_POST
@open_to(access.may_plan)
def move(request: HttpRequest, pk: int) -> HttpResponse:
    """One move. A script gets the board anew with the words; without one the page does."""
    season = season_of(request, pk)
    form = MoveForm(request.POST)
    try:
        if not form.is_valid():
            raise NotPlanned("season_no_place")
        done = actions.make_move(
            season=season, move=form.move, revision=form.cleaned_data["revision"], actor=_user(request)
        )
    except NotPlanned as error:
        return _answer(request, season, False, message(error.code, error.params))
    return _answer(request, season, True, _said(request, season, done))


def _said(request: HttpRequest, season: Season, done: Moved) -> str:
    """What was done, what it is worth, and which rules it newly breaks."""
    board = board_of(request.user, season)
    if board is None:
        return ""
    namer = showing.namer_of(board)
    said = [namer.change(one) for one in done.changes]
    said.append(_("Worth of the plan: %(difference)s") % {"difference": words.signed(done.difference)})
    newly = len(done.after.broken) - len(done.before.broken)
    if newly > 0:
        said.append(_("%(count)s more rules are broken; they stand above the board.") % {"count": newly})
    return _("; ").join(said)


def _answer(request: HttpRequest, season: Season, ok: bool, said: str) -> HttpResponse:
    if request.accepts("text/html"):
        (messages.success if ok else messages.error)(request, said)
        return redirect(showing.back_to(request, season))
    context = showing.seen(request, season) | {"season": season, "may_plan": True}
    html = render_to_string("planning/_planner.html", context, request)
    return JsonResponse({"ok": ok, "words": said, "html": html})


def _user(request: HttpRequest) -> Any:
    return request.user


@require_POST
@open_to(access.may_plan)
def mark(request: HttpRequest, pk: int) -> HttpResponse:
    """Locks or forbids a session or a part of one."""
    season = season_of(request, pk)
    form = MarkForm(request.POST)
    try:
        if not form.is_valid():
            raise NotPlanned("season_empty_mark")
        said = form.cleaned_data
        if said["whole"]:
            key = (said["creator"], said["slot"])
            actions.lock_session(season=season, key=key, actor=_user(request), whole=True)
        else:
            actions.mark(season=season, kind=said["kind"], part=form.part, actor=_user(request))
    except NotPlanned as error:
        return _answer(request, season, False, message(error.code, error.params))
    is_lock = said["kind"] == Mark.Kind.LOCK
    done = _("Locked: no solver moves it.") if is_lock else _("Forbidden: no solver plans it.")
    return _answer(request, season, True, done)


@require_POST
@open_to(access.may_plan)
def unmark(request: HttpRequest, pk: int) -> HttpResponse:
    """By the mark's id, or of a session every lock that keeps it."""
    season = season_of(request, pk)
    for one in _marks_asked(request, season):
        actions.unmark(mark=one, actor=_user(request))
    if request.POST.get("to") == "marks":
        messages.success(request, _("Open again."))
        return redirect("planning:marks", pk)
    return _answer(request, season, True, _("Open again."))


def _marks_asked(request: HttpRequest, season: Season) -> list[Mark]:
    said = request.POST
    rows = Mark.objects.filter(season=season)
    if said.get("mark", "").isdigit():
        return list(rows.filter(pk=said["mark"]))
    if not said.get("slot", "").isdigit():
        return []
    return list(rows.filter(kind=Mark.Kind.LOCK, member_no=said.get("creator", ""), slot=said["slot"]))


@require_POST
@open_to(access.may_plan)
def lock_week(request: HttpRequest, pk: int) -> HttpResponse:
    lock = partial(actions.lock_week, whole=bool(request.POST.get("whole")))
    return _all_week(request, pk, lock, _("%(count)s sessions are locked."))


@require_POST
@open_to(access.may_plan)
def open_week(request: HttpRequest, pk: int) -> HttpResponse:
    return _all_week(request, pk, actions.open_week, _("%(count)s locks are open again."))


def _all_week(request: HttpRequest, pk: int, act: Callable[..., int], said: str) -> HttpResponse:
    """Does it to the week that the board shows, and says to how many."""
    season = season_of(request, pk)
    try:
        count = act(season=season, week=showing.look_of(request, season).week, actor=_user(request))
    except NotPlanned as error:
        return _answer(request, season, False, message(error.code, error.params))
    return _answer(request, season, True, said % {"count": count})


@require_POST
@open_to(access.may_plan)
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    season = season_of(request, pk)
    revision = request.POST.get("revision", "")
    try:
        actions.undo_move(
            season=season, revision=int(revision) if revision.isdigit() else -1, actor=_user(request)
        )
    except NotPlanned as error:
        return _answer(request, season, False, message(error.code, error.params))
    return _answer(request, season, True, _("Taken back."))


@require_POST
@open_to(access.may_plan)
def redraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Studios, bookings, terms, supply and demand as they are now; learning the demand may take a while."""
    return runs.begin(request, season_of(request, pk), Run.Kind.DRAW)
