"""Other people's accounts: list, invite, change, let in again."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from lianxin.accounts import access
from lianxin.accounts.actions import (
    ask_reset,
    change_role,
    confirm_reset,
    create_user,
    disable,
    enable,
    end_sessions,
    invite,
    send_link,
)
from lianxin.accounts.forms import InviteForm, RoleForm
from lianxin.accounts.models import FactorReset, User
from lianxin.accounts.queries import factors, sessions
from lianxin.accounts.views.methods import form_page
from lianxin.core import ledger


def _manager(request: HttpRequest) -> User:
    if not isinstance(request.user, User) or not access.may_manage(request.user):
        raise PermissionDenied
    return request.user


@require_GET
def users(request: HttpRequest) -> HttpResponse:
    actor = _manager(request)
    found = access.users_visible_to(actor).order_by("-is_active", "role", "username")
    _tell(*found)
    return render(request, "accounts/users.html", {"users": found, "actor": actor})


@form_page
def invite_new(request: HttpRequest) -> HttpResponse:
    """Makes the user and shows the link, once."""
    actor = _manager(request)
    form = InviteForm(request.POST or None, roles=access.roles_given_by(actor))
    if request.method == "POST" and form.is_valid():
        try:
            user = create_user(password=None, actor=actor, **form.cleaned_data)
        except IntegrityError:
            form.add_error("username", _("This user name is taken."))
        else:
            return _linked(request, user, actor)
    return render(request, "accounts/invite.html", {"form": form})


def _linked(request: HttpRequest, user: User, actor: User) -> HttpResponse:
    invited = invite(user=user, actor=actor)
    link = request.build_absolute_uri(reverse("accounts:invitation", args=[invited.token]))
    send_link(user=user, link=link)
    return render(request, "accounts/invited.html", {"invited": user, "link": link})


@form_page
def one_user(request: HttpRequest, pk: int) -> HttpResponse:
    actor = _manager(request)
    user = access.get_user_for(actor, pk)
    _tell(user)
    form = RoleForm(request.POST or None, instance=user, roles=access.roles_given_by(actor))
    if request.method == "POST" and form.is_valid():
        change_role(user=User.objects.get(pk=pk), actor=actor, **form.cleaned_data)
        messages.success(request, _("Saved. The user has been logged out everywhere."))
        return redirect("accounts:user", pk)
    return render(request, "accounts/user.html", {"form": form, **_about(user, actor)})


def _tell(*shown: User) -> None:
    """An account says which member it stands for."""
    ledger.seen([f"member:{user.member_no}" for user in shown if user.member_no], "account")


def _about(user: User, actor: User) -> dict[str, Any]:
    asked = FactorReset.objects.filter(user=user).select_related("asked_by").first()
    return {
        "held": user,
        "factors": factors(user),
        "sessions": sessions(user),
        "asked": asked,
        "may_confirm": asked is not None and asked.asked_by != actor,
    }


@require_POST
def change(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    """`verb`: invite, disable, enable, end-sessions, ask-reset or confirm-reset."""
    actor = _manager(request)
    user = access.get_user_for(actor, pk)
    if verb == "invite":
        return _linked(request, user, actor)
    if _VERBS[verb](user=user, actor=actor) is False:
        messages.error(request, _("Somebody else has to ask for it first, within a day."))
    else:
        messages.success(request, _("Done."))
    return redirect("accounts:user", pk)


_VERBS: dict[str, Callable[..., bool | None]] = {
    "disable": disable,
    "enable": enable,
    "end-sessions": end_sessions,
    "ask-reset": ask_reset,
    "confirm-reset": confirm_reset,
}
