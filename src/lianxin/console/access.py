"""Who may do what in the console. Members and growers have pages of their own."""

from typing import Any

from lianxin.accounts.models import User

_OUTSIDE = {User.Role.MEMBER, User.Role.GROWER}
#: Administrators run the machine and see no business data.
_WITHOUT_RECORDS = {*_OUTSIDE, User.Role.ADMINISTRATOR}
_IMPORTING = {User.Role.OFFICE, User.Role.MARKET_STAFF}


def may_see_figures(actor: Any) -> bool:
    return isinstance(actor, User) and actor.role not in _OUTSIDE


def may_see_records(actor: Any) -> bool:
    """The rows behind a figure."""
    return isinstance(actor, User) and actor.role not in _WITHOUT_RECORDS


def may_import(actor: Any) -> bool:
    """Import, roll back, and take records out as workbooks (they hold personal columns)."""
    return isinstance(actor, User) and actor.role in _IMPORTING
