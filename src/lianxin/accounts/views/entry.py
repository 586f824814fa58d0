"""Coming in: password, one-time code, invitation; and going out."""

from typing import Any

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from allauth.account.utils import get_next_redirect_url
from allauth.account.views import LoginView
from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from lianxin.accounts.actions import TooMany, WrongCode, accept, check_code, send_code
from lianxin.accounts.devices import place
from lianxin.accounts.forms import AddressForm, CodeForm, LoginForm, NewPasswordForm
from lianxin.accounts.models import User
from lianxin.accounts.queries import open_invitation
from lianxin.accounts.views.methods import form_page
from lianxin.core.home import home
from lianxin.core.messages import message

_UNDER_WAY = "accounts.code"  # in the session: token, and in a demo home the code itself


class LogIn(LoginView):  # type: ignore[misc]
    template_name = "accounts/login.html"
    form_class = LoginForm

    def get_success_url(self) -> str | None:
        """None for the role's own beginning, which who came to the bare address wants, too."""
        url: str | None = super().get_success_url()
        return None if url == "/" else url

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        outside = reverse("openid_connect_login", args=["office"]) if settings.OIDC_SERVER else ""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context | {"outside": outside}


log_in = form_page(LogIn.as_view())


@require_POST
def log_out(request: HttpRequest) -> HttpResponse:
    logout(request)
    return redirect("accounts:login")


@form_page
@login_not_required
@never_cache
def ask_code(request: HttpRequest) -> HttpResponse:
    """A member's number or mail address; the answer is the same whether it is known or not."""
    form = AddressForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            token, code = send_code(address=form.cleaned_data["address"], place=place(request, None))
        except TooMany as error:
            form.add_error("address", message(error.code, error.params))
        else:
            shown = code if home().is_demo else ""
            after = (
                get_next_redirect_url(request) or ""
            )  # where somebody was going: the code at a studio's door
            request.session[_UNDER_WAY] = {"token": token, "shown": shown, "after": after}
            return redirect("accounts:enter_code")
    return render(request, "accounts/ask_code.html", {"form": form})


@form_page
@login_not_required
@never_cache
def enter_code(request: HttpRequest) -> HttpResponse:
    under_way = request.session.get(_UNDER_WAY)
    if under_way is None:
        return redirect("accounts:ask_code")
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            user = check_code(
                token=under_way["token"], code=form.cleaned_data["code"], place=place(request, None)
            )
        except (TooMany, WrongCode) as error:
            form.add_error("code", message(error.code, error.params))
        else:
            del request.session[_UNDER_WAY]
            return enter(request, user, "code", under_way.get("after", ""))
    return render(request, "accounts/enter_code.html", {"form": form, "shown": under_way["shown"]})


def enter(request: HttpRequest, user: User, method: str, after: str = "") -> HttpResponse:
    """Through allauth's stages: who has a second factor is asked for it, whatever the first one was."""
    record_authentication(request, user, method)
    answer: HttpResponse = perform_login(
        request, Login(user=user, redirect_url=after or get_next_redirect_url(request))
    )
    return answer


@form_page
@login_not_required
@never_cache
@sensitive_post_parameters()
def use_invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Staff set a password, members only come in. A link that is used, old or made up is a 404."""
    invitation = open_invitation(token)
    if invitation is None:
        raise Http404
    user = invitation.user
    form = NewPasswordForm(request.POST or None, user=user) if user.is_staff_role else None
    if request.method == "POST" and (form is None or form.is_valid()):
        logout(request)
        user = accept(invitation=invitation, password=form.cleaned_data["password"] if form else None)
        return enter(request, user, "invitation")
    return render(request, "accounts/invitation.html", {"form": form, "invited": user})
