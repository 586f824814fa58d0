"""Who a command acts for."""

from gettext import gettext as _
from typing import TYPE_CHECKING

from lianxin.cli.failures import Failure

if TYPE_CHECKING:
    from lianxin.accounts.models import User


def actor_named(name: str | None) -> "User | None":
    """The user called `name`; nobody in particular if no name is given. Call after `open_home`."""
    if name is None:
        return None
    from lianxin.accounts.models import User

    try:
        return User.objects.get(username=name)
    except User.DoesNotExist:
        known = ", ".join(User.objects.order_by("username").values_list("username", flat=True)[:10])
        raise Failure(
            _("There is no user “{name}”; known users: {known}").format(name=name, known=known or "-")
        ) from None
