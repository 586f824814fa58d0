"""Users with what they need to come in, and codes of a made-up authenticator app."""

from collections.abc import Callable

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.test import Client

from lianxin.accounts.actions import create_user, demo_factor
from lianxin.accounts.models import User

PASSWORD = "correct horse battery"


@pytest.fixture
def staff(db: None) -> Callable[..., User]:
    """A user with a password, and an authenticator app unless told otherwise."""

    def make(username: str = "chen", role: str = "office", factor: bool = True) -> User:
        user = create_user(username=username, password=PASSWORD, role=User.Role(role), actor=None)
        if factor:
            demo_factor(user=user)
        return user

    return make


@pytest.fixture
def code() -> Callable[..., str]:
    """What the user's app shows: now (0), before (-1) or next (1)."""

    def show(user: User, step: int = 0) -> str:
        factor = Authenticator.objects.get(user=user, type=Authenticator.Type.TOTP)
        counters = list(yield_hotp_counters_from_time())
        return format_hotp_value(hotp_value(get_adapter().decrypt(factor.data["secret"]), counters[1 + step]))

    return show


@pytest.fixture
def log_in(code: Callable[..., str]) -> Callable[..., Client]:
    """A whole login of a user with an authenticator app."""

    def enter(user: User, client: Client | None = None, step: int = 0) -> Client:
        client = client or Client()
        client.post("/account/login", {"login": user.username, "password": PASSWORD})
        client.post("/account/second-factor/enter", {"code": code(user, step)})
        assert "_auth_user_id" in client.session
        return client

    return enter
