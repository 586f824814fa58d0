"""Invitations: a link for one use within a day. Also the way back for somebody who forgot the password."""

import secrets
from dataclasses import dataclass
from datetime import timedelta

from django.contrib.auth.password_validation import validate_password
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lianxin.accounts.actions.gateways import send
from lianxin.accounts.actions.noting import noted
from lianxin.accounts.actions.users import change_password
from lianxin.accounts.models import Invitation, User
from lianxin.accounts.rules import hashed

LIFE = timedelta(hours=23)


@dataclass(frozen=True)
class Invited:
    """`token` is shown once and kept nowhere."""

    user: User
    token: str


def invite(*, user: User, actor: User | None) -> Invited:
    """A new link for `user`; earlier ones end."""
    now = timezone.now()
    token = secrets.token_urlsafe(32)
    with noted("request", user, actor):
        user.invitations.filter(used_at=None).delete()
        Invitation.objects.create(
            digest=hashed(token), user=user, made_by=actor, made_at=now, expires_at=now + LIFE
        )
    return Invited(user, token)


def send_link(*, user: User, link: str) -> None:
    """To the mail address and the telephone of the invited."""
    for kind, to in (("email", user.email), ("phone", user.phone)):
        if to:
            send((kind, to), _("You are invited to Lianxin. Open within 23 hours: %(link)s") % {"link": link})


@transaction.atomic
def accept(*, invitation: Invitation, password: str | None) -> User:
    """Uses the link up; staff must set a password. Raises ValidationError, or DoesNotExist if it is used."""
    current = Invitation.objects.select_for_update().get(pk=invitation.pk, used_at=None)
    if current.user.is_staff_role:
        validate_password(password or "", current.user)
        change_password(user=current.user, password=password or "", actor=current.user)
    current.used_at = timezone.now()
    current.save(update_fields=["used_at"])
    return current.user
