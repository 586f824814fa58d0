"""Who keeps the links to big screens."""

from typing import Any

from lianxin.accounts.models import User


def may_keep_screens(actor: Any) -> bool:
    return isinstance(actor, User) and actor.is_active and actor.role == User.Role.OFFICE
