"""How every action of the planner begins."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.core.exceptions import PermissionDenied
from django.db.models import F

from lianxin.accounts.models import User
from lianxin.core import ledger
from lianxin.planning.access import KIND, may_plan
from lianxin.planning.models import Season


@contextmanager
def planning(actor: User, verb: str, members: Iterable[str] = ()) -> Iterator[None]:
    """The transaction of whoever may plan, with its entry about `members`. Raises PermissionDenied."""
    require_planner(actor)
    with ledger.act(verb, {f"member:{number}" for number in members if number}, kind=KIND, who=actor.who):
        yield


def require_planner(actor: User) -> None:
    """Raises PermissionDenied."""
    if not may_plan(actor):
        raise PermissionDenied


def touch(season: Season) -> None:
    """What is known of the season has changed: plans that were drawn from it are old."""
    Season.objects.filter(pk=season.pk).update(edited=F("edited") + 1)
    season.refresh_from_db(fields=["edited"])
