"""Second factors: a code counts once, lost ones are taken away, the demo's are known."""

from datetime import timedelta

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.db import transaction
from django.utils import timezone

from lianxin.accounts.actions.noting import noted
from lianxin.accounts.actions.sessions import end_sessions
from lianxin.accounts.models import UsedCode, User, digest

_KEPT = timedelta(minutes=5)  # longer than any code is accepted


@transaction.atomic
def use_code_once(*, user: User, code: str) -> bool:
    """False if this code was used a moment ago."""
    now = timezone.now()
    UsedCode.objects.filter(at__lt=now - _KEPT).delete()
    _, fresh = UsedCode.objects.get_or_create(user=user, digest=digest("code", code), defaults={"at": now})
    return fresh


def remove_factors(*, user: User, actor: User | None) -> None:
    """For somebody who has lost them: the next login asks for new ones. Ends all sessions."""
    with noted("change", user, actor):
        Authenticator.objects.filter(user=user).delete()
        end_sessions(user=user, actor=actor)


@transaction.atomic
def demo_factor(*, user: User) -> None:
    """An authenticator app whose codes a demo home shows on the screen."""
    factor = TOTP.activate(user, generate_totp_secret()).instance
    factor.data["demo"] = True
    factor.save()
