"""Which open tasks let somebody look at a member."""

from lianxin.accounts.models import User
from lianxin.core import hooks
from lianxin.core.ledger import Purpose


def live_purposes(actor: User, member_no: str) -> list[Purpose]:
    """From every line of work; the first is the one that is stated."""
    return [purpose for find in hooks.purposes for purpose in find(actor, member_no)]
