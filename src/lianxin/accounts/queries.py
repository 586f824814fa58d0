"""What pages show of users and the way in."""

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from allauth.usersessions.models import UserSession
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from lianxin.accounts.models import Invitation, UsedCode, User, digest
from lianxin.accounts.rules import browser_and_system, hashed
from lianxin.core.home import home

#: Names that have one in Chinese; the others are said as they are.
_NAMED = (
    gettext_noop("WeChat"),
    gettext_noop("DingTalk"),
    gettext_noop("QQ Browser"),
    gettext_noop("UC Browser"),
    gettext_noop("Quark"),
    gettext_noop("Huawei Browser"),
    gettext_noop("Xiaomi Browser"),
    gettext_noop("OPPO Browser"),
    gettext_noop("vivo Browser"),
    gettext_noop("360 Browser"),
    gettext_noop("HarmonyOS"),
)
FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def factors(user: User) -> list[Authenticator]:
    """Authenticator app and passkeys; recovery codes are none."""
    return list(Authenticator.objects.filter(user=user, type__in=FACTORS).order_by("created_at"))


def demo_code(user: User) -> str:
    """The code that the demo's made-up app shows now, the first that was not used yet; "" outside a demo."""
    if not home().is_demo:
        return ""
    factor = Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).first()
    if factor is None or not factor.data.get("demo"):
        return ""
    secret = get_adapter().decrypt(factor.data["secret"])
    before, now, after = yield_hotp_counters_from_time()
    return next(
        (
            code
            for n in (now, after, before)
            if not _was_used(user, code := format_hotp_value(hotp_value(secret, n)))
        ),
        "",
    )


def _was_used(user: User, code: str) -> bool:
    return UsedCode.objects.filter(user=user, digest=digest("code", code)).exists()


def open_invitation(token: str) -> Invitation | None:
    """None if there is none, it was used, it ran out, or its user was disabled: all the same to who asks."""
    found = Invitation.objects.select_related("user").filter(
        digest=hashed(token), used_at=None, expires_at__gt=timezone.now(), user__is_active=True
    )
    return found.first()


def device_words(user_agent: str) -> str:
    """ "微信 · Android", in the active language."""
    known = [_(name) if name in _NAMED else name for name in browser_and_system(user_agent) if name]
    return " · ".join(known) or _("A device that does not say what it is")


def sessions(user: User) -> list[UserSession]:
    """Those that still stand, the latest first."""
    standing: list[UserSession] = UserSession.objects.purge_and_list(user)
    return sorted(standing, key=lambda session: session.created_at, reverse=True)
