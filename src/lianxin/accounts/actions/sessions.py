"""Sessions are ended: one, or all of a user at once."""

import secrets

from allauth.usersessions.models import UserSession
from django.db import transaction

from lianxin.accounts.models import User


@transaction.atomic
def end_sessions(*, user: User, actor: User | None) -> None:
    """All of them, also those that are not listed: the stamp they carry is no longer the user's."""
    user.session_stamp = secrets.token_hex(16)
    user.save(update_fields=["session_stamp"])
    for session in UserSession.objects.filter(user=user):
        session.end()


@transaction.atomic
def end_session(*, session: UserSession, actor: User | None) -> None:
    session.end()
