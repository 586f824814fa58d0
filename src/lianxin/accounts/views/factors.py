"""Second factors: asked for, made, taken away."""

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.account.views import ReauthenticateView
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.base.views import ReauthenticateView as FactorAgainView
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView, ViewRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView, ReauthenticateWebAuthnView, RemoveWebAuthnView
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse_lazy
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache

from lianxin.accounts.actions import renew_session
from lianxin.accounts.forms import AppForm, FactorAgainForm, FactorForm, PasskeyForm, PasswordForm
from lianxin.accounts.queries import demo_code, factors
from lianxin.accounts.views.methods import form_page, plain_page


def can_have_passkeys(request: HttpRequest) -> bool:
    """Browsers bind passkeys to a name, never to a number as 127.0.0.1, and want https or this computer."""
    host = request.get_host().rpartition(":")[0] or request.get_host()
    named = not host.replace(".", "").isdigit() and not host.startswith("[")
    return named and (request.is_secure() or host == "localhost")


class Ask(AuthenticateView):  # type: ignore[misc]
    template_name = "accounts/factor.html"
    form_class = FactorForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.stage.login.user
        kinds = {factor.type for factor in factors(user)}
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"kinds": kinds, "demo_code": demo_code(user)}


@plain_page
def offer(request: HttpRequest) -> HttpResponse:
    """Which second factor to set up; staff without one land here from every page."""
    return render(request, "accounts/offer.html", {"passkeys": can_have_passkeys(request)})


class _Counts:
    """A factor that has just been shown to work counts for this session, under a new session id."""

    request: Any

    def form_valid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)  # type: ignore[misc]
        record_authentication(self.request, self.request.user, "mfa", made=True)
        renew_session(self.request)
        return response


@method_decorator(never_cache, name="dispatch")
class AddApp(_Counts, ActivateTOTPView):  # type: ignore[misc]
    template_name = "accounts/app.html"
    form_class = AppForm


class AddPasskey(_Counts, AddWebAuthnView):  # type: ignore[misc]
    template_name = "accounts/passkey.html"
    form_class = PasskeyForm


class RemoveApp(DeactivateTOTPView):  # type: ignore[misc]
    template_name = "accounts/remove_factor.html"


class RemovePasskey(RemoveWebAuthnView):  # type: ignore[misc]
    template_name = "accounts/remove_factor.html"
    success_url = reverse_lazy("mfa_index")

    def get_queryset(self) -> QuerySet[Any]:
        """None to staff whose only factor it is: 404."""
        found: QuerySet[Any] = super().get_queryset()
        user = self.request.user
        return found.none() if user.is_staff_role and len(factors(user)) < 2 else found


ask = form_page(Ask.as_view())
add_app = form_page(AddApp.as_view())
add_passkey = form_page(AddPasskey.as_view())
remove_app = form_page(RemoveApp.as_view())
remove_passkey = form_page(RemovePasskey.as_view())
recovery_codes = plain_page(ViewRecoveryCodesView.as_view(template_name="accounts/recovery_codes.html"))
new_recovery_codes = form_page(
    GenerateRecoveryCodesView.as_view(template_name="accounts/new_recovery_codes.html")
)
again_password = form_page(
    ReauthenticateView.as_view(template_name="accounts/again.html", form_class=PasswordForm)
)
again_code = form_page(
    FactorAgainView.as_view(template_name="accounts/again.html", form_class=FactorAgainForm)
)
again_passkey = form_page(ReauthenticateWebAuthnView.as_view(template_name="accounts/again_passkey.html"))
