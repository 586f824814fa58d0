"""Sessions are ended: one, or all of a user at once."""

import secrets

from allauth.usersessions.models import UserSession

from lianxin.accounts.actions.noting import noted
from lianxin.accounts.models import User


def end_sessions(*, user: User, actor: User | None) -> None:
    """All of them, also those that are not listed: the stamp they carry is no longer the user's."""
    with noted("revoke", user, actor):
        user.session_stamp = secrets.token_hex(16)
        user.save(update_fields=["session_stamp"])
        for session in UserSession.objects.filter(user=user):
            session.end()


def end_session(*, session: UserSession, actor: User | None) -> None:
    with noted("revoke", session.user, actor):
        session.end()
