"""Who may do what in the console. Members and growers have pages of their own."""

from collections.abc import Iterable
from typing import Any

from lianxin.accounts.models import User
from lianxin.core.scope import rule_of
from lianxin.core.sheets import sheet, sheets
from lianxin.core.slices import slices_for

_OUTSIDE = {User.Role.MEMBER, User.Role.GROWER}
#: Administrators run the machine and see no business data.
_WITHOUT_RECORDS = {*_OUTSIDE, User.Role.ADMINISTRATOR}
_SELLING = {User.Role.OFFICE, User.Role.AUDITOR, User.Role.MARKET_STAFF}
_IMPORTING = {User.Role.OFFICE, User.Role.MARKET_STAFF}


def has_own_pages(actor: Any) -> bool:
    """Members and growers, who have a portal instead."""
    return isinstance(actor, User) and actor.role in _OUTSIDE


def may_see_figures(actor: Any) -> bool:
    return isinstance(actor, User) and actor.role not in _WITHOUT_RECORDS


def may_see_rows(actor: Any, tables: Iterable[str]) -> bool:
    """The rows behind a figure, and its split by member: whoever may read all that they come from."""
    return may_see_figures(actor) and all(_reads_all(actor, table) for table in tables)


def _reads_all(actor: User, table: str) -> bool:
    if table in (one.name for one in sheets()):
        return slices_for(actor.role, rule=rule_of(sheet(table).model)) == {"all"}
    return actor.role in _SELLING  # lines of orders name no buyer, but shops and creators


def may_import(actor: Any) -> bool:
    """Import, roll back, and take records out as workbooks (they hold personal columns)."""
    return isinstance(actor, User) and actor.role in _IMPORTING
