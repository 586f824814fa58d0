"""The own account: password, second factors, sessions."""

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_POST

from lianxin.accounts.actions import TooMany, begin, change_password, end_session, succeed
from lianxin.accounts.devices import place
from lianxin.accounts.forms import ChangePasswordForm
from lianxin.accounts.models import User
from lianxin.accounts.queries import device_words, factors, sessions
from lianxin.accounts.views.factors import can_have_passkeys
from lianxin.accounts.views.methods import form_page
from lianxin.core.messages import message


def _me(request: HttpRequest) -> User:
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


@require_GET
def start(request: HttpRequest) -> HttpResponse:
    """The first page of the user's role."""
    return redirect(settings.HOMES.get(_me(request).role, "console:home"))


@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    user = _me(request)
    held = factors(user)
    context = {
        "app": next((factor for factor in held if factor.type == "totp"), None),
        "keys": [factor.wrap() for factor in held if factor.type == "webauthn"],
        "only_one": user.is_staff_role and len(held) < 2,
        "passkeys": can_have_passkeys(request),
        "sessions": [(one, device_words(one.user_agent)) for one in sessions(user)],
    }
    return render(request, "accounts/account.html", context)


@form_page
@sensitive_post_parameters()
def password(request: HttpRequest) -> HttpResponse:
    """Ends all sessions but this one, which gets a new id."""
    user = _me(request)
    if not user.has_usable_password():
        raise PermissionDenied
    form = ChangePasswordForm(request.POST or None, user=user)
    if request.method == "POST" and form.is_valid() and _proved(request, user, form):
        change_password(user=user, password=form.cleaned_data["password"], actor=user)
        update_session_auth_hash(request, user)
        UserSession.objects.create_from_request(request)
        messages.success(request, _("The password is changed. You have been logged out everywhere else."))
        return redirect("accounts:account")
    return render(request, "accounts/password.html", {"form": form})


def _proved(request: HttpRequest, user: User, form: ChangePasswordForm) -> bool:
    """The present password, throttled like a login."""
    here = place(request, user)
    try:
        begin("password", user.username.lower(), here)
    except TooMany as error:
        form.add_error("old", message(error.code, error.params))
        return False
    if not user.check_password(form.cleaned_data["old"]):
        form.add_error("old", _("This is not your password."))
        return False
    succeed("password", user.username.lower(), here)
    return True


@require_POST
def end_one(request: HttpRequest, pk: int) -> HttpResponse:
    user = _me(request)
    end_session(session=get_object_or_404(UserSession, pk=pk, user=user), actor=user)
    messages.success(request, _("The session was ended."))
    return redirect("accounts:account")


@require_POST
def end_others(request: HttpRequest) -> HttpResponse:
    user = _me(request)
    for session in UserSession.objects.filter(user=user).exclude(session_key=request.session.session_key):
        end_session(session=session, actor=user)
    messages.success(request, _("You have been logged out everywhere else."))
    return redirect("accounts:account")
