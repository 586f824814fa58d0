"""The lending desk: what is out, handed over, given back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from lianxin.spaces import access, actions, queries
from lianxin.spaces.forms import LendForm, ReturnForm, ThingForm
from lianxin.spaces.queries import known
from lianxin.spaces.rules import NotBooked, beijing_day, midnight
from lianxin.spaces.views import shown, words
from lianxin.spaces.views.page import open_to, page

#: What comes back comes back the next day at noon, unless something else is said.
_USUAL = timedelta(days=1, hours=12)


@require_GET
@open_to(access.may_look)
def lending(request: HttpRequest) -> HttpResponse:
    return _desk(request)


def _desk(request: HttpRequest, lend: LendForm | None = None, thing: ThingForm | None = None) -> HttpResponse:
    user: Any = request.user
    now = timezone.now()
    loans = queries.loans(user)
    things = queries.equipment(user)
    out = {loan.equipment_id: loan for loan in loans}
    free = [one for one in things if one.lendable and not one.out_of_order and one.pk not in out]
    names = shown.names_of(user, (loan.member_no for loan in loans)) if loans else {}
    context = {
        "loans": [
            {"loan": loan, "name": names.get(loan.member_no, ""), "late": loan.due_at < now} for loan in loans
        ],
        "things": [{"thing": one, "loan": out.get(one.pk)} for one in things],
        "overdue": sum(loan.due_at < now for loan in loans),
        "may_keep": access.may_keep(user),
        "form": lend or LendForm(things=free, initial={"due_at": midnight(beijing_day(now)) + _USUAL}),
        "thing_form": thing or ThingForm(bases=queries.bases(), studios=_studios()),
        "free": len(free),
    }
    return page(request, "spaces/lending.html", context, "lending")


def _studios() -> list[str]:
    return [one["studio_no"] for one in known.studios()]


@require_POST
@open_to(access.may_keep)
def lend(request: HttpRequest) -> HttpResponse:
    user: Any = request.user
    things = [one for one in queries.equipment(user) if one.lendable]
    form = LendForm(request.POST, things=things)
    if not form.is_valid():
        return _desk(request, lend=form)
    said = form.cleaned_data
    try:
        actions.lend(
            equipment=said["thing"], member_no=said["member_no"].strip(), due_at=said["due_at"], actor=user
        )
        messages.success(request, _("Lent."))
    except NotBooked as error:
        form.add_error(None, words.reasons(error))
        return _desk(request, lend=form)
    return redirect("spaces:lending")


@require_POST
@open_to(access.may_keep)
def give_back(request: HttpRequest, pk: int) -> HttpResponse:
    user: Any = request.user
    form = ReturnForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("At most 500 signs are possible here."))
        return redirect("spaces:lending")
    said = form.cleaned_data
    try:
        actions.give_back(loan=pk, actor=user, condition=said["condition"], broken=said["broken"])
        messages.success(request, _("Given back."))
    except NotBooked as error:
        messages.error(request, " ".join(words.reasons(error)))
    return redirect("spaces:lending")


@require_POST
@open_to(access.may_keep)
def save_thing(request: HttpRequest) -> HttpResponse:
    """A thing of the register, new or known by its number."""
    user: Any = request.user
    form = ThingForm(request.POST, bases=queries.bases(), studios=_studios())
    if not form.is_valid():
        return _desk(request, thing=form)
    said = dict(form.cleaned_data)
    try:
        actions.save_equipment(equipment_no=said.pop("equipment_no").strip(), actor=user, **said)
        messages.success(request, _("Saved."))
    except NotBooked as error:
        form.add_error(None, words.reasons(error))
        return _desk(request, thing=form)
    return redirect("spaces:lending")
