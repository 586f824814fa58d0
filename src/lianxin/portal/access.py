"""Whose pages these are: members and growers, each with a portal of their own."""

from typing import Any

from lianxin.accounts.models import User

_AT_HOME = {User.Role.MEMBER, User.Role.GROWER}


def has_portal(actor: Any) -> bool:
    return isinstance(actor, User) and actor.role in _AT_HOME


def subject_of(actor: User) -> str:
    """Whom the actor is, as the ledger names it; "" for an account that stands for nobody."""
    if actor.role == User.Role.MEMBER:
        return f"member:{actor.member_no}" if actor.member_no else ""
    return f"unit:{actor.unit}" if actor.unit else ""
