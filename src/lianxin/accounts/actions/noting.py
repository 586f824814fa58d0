"""What is done to an account stands in the ledger, under the person it is about."""

from collections.abc import Iterator
from contextlib import contextmanager

from lianxin.accounts.models import User
from lianxin.core import ledger


@contextmanager
def noted(verb: str, user: User, actor: User | None) -> Iterator[None]:
    """A transaction and its event. No actor: in the name of the running command, else the program's."""
    who = actor.who if actor else None if ledger.is_open() else ledger.Who("system", "system")
    with ledger.act(verb, subjects(user), kind="account", who=who):
        yield


def subjects(user: User) -> list[str]:
    """The account itself, and the member it belongs to."""
    return [f"user:{user.username}", *([f"member:{user.member_no}"] if user.member_no else [])]
