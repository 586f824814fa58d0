"""What was kept stays as it was, whoever writes; a season long past goes whole (`test_runs`)."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from lianxin.accounts.models import User
from lianxin.engines.planner import Problem
from lianxin.planning import actions
from lianxin.planning.models import Draft, Instance, Season, Version, guard
from lianxin.planning.rules import Move


@pytest.fixture
def version(season: Season, problem: Problem, planner: User, told: Any) -> Version:
    creator = problem.creators[0]
    move = Move("add", (creator.id, min(creator.slots)))
    actions.make_move(season=season, move=move, revision=0, actor=planner)
    return actions.keep_draft(season=season, actor=planner, label="先排一场")


def _raw(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize(
    "change",
    [
        lambda: Version.objects.update(objective=0),
        lambda: Version.objects.bulk_update([_changed()], ["sessions"]),
        lambda: Version.objects.all().delete(),
        lambda: Version.objects.all()._raw_delete("default"),
        lambda: _raw("UPDATE planning_version SET label = ''"),
        lambda: _raw("DELETE FROM planning_version"),
        lambda: Instance.objects.update(content={}),
    ],
)
def test_no_way_to_change_a_version(version: Version, change: Callable[[], Any]) -> None:
    before = Version.objects.values().get()
    Draft.objects.all().delete()  # nothing else protects the version
    with pytest.raises(DatabaseError, match=guard.WORDS), transaction.atomic():
        change()
    assert Version.objects.values().get() == before


def _changed() -> Version:
    found = Version.objects.get()
    found.sessions = []
    return found


def test_who_made_it_may_leave(version: Version, planner: User) -> None:
    other = User.objects.create_user("other")
    with pytest.raises(DatabaseError), transaction.atomic():
        Version.objects.update(made_by=other)
    Version.objects.update(made_by=None)
    assert Version.objects.get().made_by is None


def test_every_column_is_kept() -> None:
    columns = {field.column for field in Version._meta.concrete_fields}
    assert columns - set(guard.VERSION) == {"made_by_id"}
