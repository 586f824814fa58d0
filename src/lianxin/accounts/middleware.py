"""Staff get no further than their account until a second factor has been used."""

from typing import Any

from allauth.account.authentication import get_authentication_records
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.deprecation import MiddlewareMixin

from lianxin.accounts.devices import remember
from lianxin.accounts.models import User
from lianxin.accounts.queries import factors

#: Addresses that lead to a second factor, and out.
OPEN = {
    "mfa_activate_totp",
    "mfa_add_webauthn",
    "mfa_view_recovery_codes",
    "account_reauthenticate",
    "accounts:factor",
    "accounts:logout",
}


def used_factor(request: HttpRequest) -> bool:
    """Whether this session began with a second factor, or has made one."""
    return any(record.get("method") == "mfa" for record in get_authentication_records(request, request.user))


class SecondFactor(MiddlewareMixin):
    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        user = request.user
        if not isinstance(user, User) or not user.is_staff_role or not getattr(view, "login_required", True):
            return None
        if used_factor(request):
            return None
        if factors(user):  # there is one, but this session did without: it has to be begun anew
            logout(request)
            return redirect("accounts:login")
        match = request.resolver_match
        return None if match and match.view_name in OPEN else redirect("accounts:factor")


def known_device(get_response: Any) -> Any:
    """Who has logged in is known on this device from now on."""

    def handle(request: HttpRequest) -> HttpResponse:
        response: HttpResponse = get_response(request)
        user = getattr(request, "new_device_of", None)
        if user is not None:
            remember(request, response, user)
        return response

    return handle
