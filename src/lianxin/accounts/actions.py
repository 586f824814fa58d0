"""Making and changing users."""

from django.db import transaction

from lianxin.accounts.models import User


@transaction.atomic
def create_user(
    *, username: str, password: str, role: User.Role, display_name: str = "", actor: User | None
) -> User:
    """A new user who may log in at once. Raises IntegrityError if the name is taken.

    `actor` is who made the user; None for the first one and for the demo.
    """
    return User.objects.create_user(
        username, password=password, role=role, display_name=display_name, created_by=actor
    )
