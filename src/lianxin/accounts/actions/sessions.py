"""Sessions are ended: one, or all of a user at once."""

import secrets

from allauth.usersessions.models import UserSession
from django.db import transaction
from django.http import HttpRequest

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


@transaction.atomic
def renew_session(request: HttpRequest) -> None:
    """The same session under a new id, when what it may do has grown."""
    UserSession.objects.filter(session_key=request.session.session_key).delete()
    request.session.cycle_key()
    UserSession.objects.create_from_request(request)
