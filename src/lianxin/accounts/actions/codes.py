"""One-time codes for members and growers: ten minutes, five tries, and the same answer whoever asks."""

import secrets
from datetime import timedelta
from hmac import compare_digest

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lianxin.accounts.actions.gateways import send
from lianxin.accounts.actions.throttle import Place, begin, succeed
from lianxin.accounts.models import LoginCode, User, digest
from lianxin.accounts.rules import normal_address

LIFE = timedelta(minutes=10)
TRIES = 5


class WrongCode(Exception):
    """Not this code, or no longer."""

    code = "wrong_code"
    params: dict[str, str] = {}


def send_code(*, address: str, place: Place) -> tuple[str, str]:
    """(token of the code under way, the code itself: only a demo home may show it).

    Takes a number or mail address as typed. A stranger's gets a token too, and no code. Raises TooMany.
    """
    found = normal_address(address)
    begin("send-code", found[1] if found else address, place)
    code = f"{secrets.randbelow(10**6):06d}"
    user = _user(found)
    token = _keep(user, code)
    if user and found:
        words = _("Your code for Lianxin is %(code)s. It holds for 10 minutes. Tell it to nobody.")
        send(found, words % {"code": code})
    return token, code if user else ""


def check_code(*, token: str, code: str, place: Place) -> User:
    """Who the code was sent to; it is used up. Raises WrongCode, TooMany."""
    begin("code", token, place)
    user = _take(token, code.strip())
    if user is None:
        raise WrongCode
    succeed("code", token, place)
    return user


@transaction.atomic
def _take(token: str, code: str) -> User | None:
    kept = LoginCode.objects.select_for_update().filter(pk=digest(token)).first()
    if kept is None or kept.tries >= TRIES or kept.expires_at <= timezone.now():
        return None
    right = compare_digest(kept.digest, digest(token, code))
    if right and kept.user is not None and kept.user.is_active:
        kept.delete()
        return kept.user
    kept.tries += 1
    kept.save(update_fields=["tries"])
    return None


def _user(found: tuple[str, str] | None) -> User | None:
    """Staff do not come in this way. Two users with one number cannot be told apart: neither does."""
    if found is None:
        return None
    outside = (User.Role.MEMBER, User.Role.GROWER)
    users = User.objects.filter(is_active=True, role__in=outside, **{found[0]: found[1]})[:2]
    return users[0] if len(users) == 1 else None


@transaction.atomic
def _keep(user: User | None, code: str) -> str:
    now = timezone.now()
    LoginCode.objects.filter(expires_at__lt=now).delete()
    if user:
        LoginCode.objects.filter(user=user).delete()
    token = secrets.token_urlsafe(24)
    LoginCode.objects.create(
        token=digest(token), user=user, digest=digest(token, code), expires_at=now + LIFE
    )
    return token
