"""Whose pages these are: members and growers, each with a portal of their own."""

from typing import Any

from lianxin.accounts.models import User

_AT_HOME = {User.Role.MEMBER, User.Role.GROWER}


def has_portal(actor: Any) -> bool:
    return isinstance(actor, User) and actor.role in _AT_HOME


def is_member(actor: Any) -> bool:
    """Whether the account is a person of the register, who has rights about the own data."""
    return isinstance(actor, User) and actor.role == User.Role.MEMBER and bool(actor.member_no)


def subject_of(actor: Any) -> str:
    """Whom the actor is, as the ledger names it; "" for an account that stands for nobody."""
    if actor.role == User.Role.MEMBER:
        return f"member:{actor.member_no}" if actor.member_no else ""
    return f"unit:{actor.unit}" if actor.unit else ""
