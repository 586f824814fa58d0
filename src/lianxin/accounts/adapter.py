"""How we use allauth: nobody signs up, guesses are throttled by our tiers, secrets are sealed."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lianxin.accounts.actions import TooMany, begin, succeed
from lianxin.accounts.devices import place
from lianxin.accounts.models import User
from lianxin.accounts.queries import factors
from lianxin.core.fields import seal, unseal
from lianxin.core.messages import message

#: How long after logging in the own account may be changed without saying who one is again.
RECENT_SECONDS = 15 * 60


def patience(error: TooMany) -> ValidationError:
    return ValidationError(message(error.code, error.params), code=error.code)


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": _("User name and password do not fit together."),
        "incorrect_password": _("This is not your password."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def authenticate(self, request: HttpRequest, **credentials: Any) -> AbstractBaseUser | None:
        """None for a wrong password and for a disabled user alike. Raises ValidationError when to wait."""
        name = str(credentials.get("username", "")).strip().lower()
        here = place(request, User.objects.filter(username__iexact=name).first())
        try:
            begin("password", name, here)
        except TooMany as error:
            raise patience(error) from None
        user: AbstractBaseUser | None = super().authenticate(request, **credentials)
        if user is None or not user.is_active:
            return None
        succeed("password", name, here)
        return user

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        records = get_authentication_records(context.request, context.request.user)
        latest = max((record["at"] for record in records), default=0)
        return bool(timezone.now().timestamp() - latest > RECENT_SECONDS)

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """allauth's words are not ours: pages say themselves what happened."""

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Staff need no mail address."""


class FactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("This code is wrong or was used already. Wait for the next one."),
        "cannot_delete_authenticator": _("This is your last second factor; add another one first."),
    }

    def get_totp_issuer(self) -> str:
        return gettext("Lianxin")

    def _get_user_identifier(self, user: User) -> str:
        return user.username

    def encrypt(self, text: str) -> str:
        return str(seal(text))

    def decrypt(self, encrypted_text: str) -> str:
        return unseal(encrypted_text)

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        user = authenticator.user
        return not user.is_staff_role or [found.pk for found in factors(user)] != [authenticator.pk]

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:  # noqa: A002
        return gettext("Passkey %(number)s") % {"number": len(factors(user)) + 1}


class OutsideAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """OpenID Connect logs in who has an account here; it makes none."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """The provider's user name is ours: `preferred_username`, or the claim in LIANXIN_OIDC_CLAIM."""
        if sociallogin.is_existing:
            return
        name = sociallogin.account.extra_data.get("userinfo", sociallogin.account.extra_data).get(
            settings.OIDC_CLAIM, ""
        )
        user = User.objects.filter(username=name, is_active=True).first() if name else None
        if user is not None:
            sociallogin.connect(request, user)
