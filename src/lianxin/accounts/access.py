"""Who looks after accounts: administrators all, the office those of people it works with."""

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from lianxin.accounts.models import User

_APART = {
    User.Role.ADMINISTRATOR,
    User.Role.AUDITOR,
}  # they watch over the office, so it does not appoint them


def roles_given_by(actor: User) -> tuple[str, ...]:
    """Roles of the users that `actor` may invite, change and disable."""
    if actor.role == User.Role.ADMINISTRATOR:
        return tuple(User.Role.values)
    return tuple(r for r in User.Role.values if r not in _APART) if actor.role == User.Role.OFFICE else ()


def may_manage(actor: object) -> bool:
    return isinstance(actor, User) and bool(roles_given_by(actor))


def users_visible_to(actor: User) -> QuerySet[User]:
    return User.objects.filter(role__in=roles_given_by(actor))


def get_user_for(actor: User, pk: int) -> User:
    """404 for a user that `actor` may not change, nobody's own account among them."""
    return get_object_or_404(users_visible_to(actor).exclude(pk=actor.pk), pk=pk)
