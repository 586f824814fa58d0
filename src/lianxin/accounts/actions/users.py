"""Users are made and changed. What lessens what a user may do ends all of the user's sessions."""

from typing import Any

from django.contrib.auth.password_validation import validate_password

from lianxin.accounts.actions.noting import noted
from lianxin.accounts.actions.sessions import end_sessions
from lianxin.accounts.models import User


def create_user(
    *,
    username: str,
    password: str | None,
    role: User.Role,
    display_name: str = "",
    actor: User | None,
    **stands_for: str,
) -> User:
    """A new user who may log in at once. Raises IntegrityError if the name is taken.

    `actor` is who made the user; None for the first one and for the demo. `stands_for`: member_no,
    officer_no, unit, phone, email. Without a password nobody can log in with one.
    """
    new = User(username=username, role=role, member_no=stands_for.get("member_no", ""))
    with noted("add", new, actor):
        return User.objects.create_user(
            username, password=password, role=role, display_name=display_name, created_by=actor, **stands_for
        )


def change_password(*, user: User, password: str, actor: User | None) -> None:
    """Raises ValidationError for a weak one. Ends all sessions."""
    validate_password(password, user)
    with noted("change", user, actor):
        user.set_password(password)
        user.save(update_fields=["password"])
        end_sessions(user=user, actor=actor)


def change_role(*, user: User, role: User.Role, actor: User | None, **stands_for: Any) -> None:
    with noted("change", user, actor):
        user.role = role
        for name, value in stands_for.items():
            setattr(user, name, value)
        user.save(update_fields=["role", *stands_for])
        end_sessions(user=user, actor=actor)


def disable(*, user: User, actor: User | None) -> None:
    with noted("change", user, actor):
        user.is_active = False
        user.save(update_fields=["is_active"])
        end_sessions(user=user, actor=actor)


def enable(*, user: User, actor: User | None) -> None:
    with noted("change", user, actor):
        user.is_active = True
        user.save(update_fields=["is_active"])
