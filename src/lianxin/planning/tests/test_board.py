"""The board by forms: sessions added, moved, locked, taken back, kept."""

from typing import Any

import pytest
from django.test import Client

from lianxin.accounts.models import User
from lianxin.engines.planner import Part, Problem
from lianxin.planning import actions, rules
from lianxin.planning.models import Draft, Mark, Season, Version
from lianxin.planning.queries.boards import board_of
from lianxin.planning.rules import Move, NotPlanned


def place_of(problem: Problem, number: int = 0) -> tuple[str, int]:
    creator = problem.creators[number]
    return creator.id, min(creator.slots)


def add(season: Season, problem: Problem, planner: User, number: int = 0) -> tuple[str, int]:
    key = place_of(problem, number)
    revision = Draft.objects.get(season=season).revision
    actions.make_move(season=season, move=Move("add", key), revision=revision, actor=planner)
    return key


def test_a_move_is_judged_and_taken_back(season: Season, problem: Problem, planner: User, told: Any) -> None:
    key = place_of(problem)
    done = actions.make_move(season=season, move=Move("add", key), revision=0, actor=planner)
    assert done.difference == pytest.approx(done.after.objective - done.before.objective)
    assert done.revision == 1 and [one.kind for one in done.changes] == ["new"]
    with pytest.raises(NotPlanned, match="season_moved_meanwhile"):
        actions.make_move(season=season, move=Move("drop", key), revision=0, actor=planner)
    actions.undo_move(season=season, revision=1, actor=planner)
    assert Draft.objects.get(season=season).sessions == []
    with pytest.raises(NotPlanned, match="season_nothing_to_undo"):
        actions.undo_move(season=season, revision=2, actor=planner)


def test_the_flow_without_a_script(district: Season, problem: Problem, pages: Client) -> None:
    at = f"/planning/{district.pk}"
    creator, slot = place_of(problem)
    base: dict[str, Any] = {"creator": creator, "slot": slot, "by": "creator", "week": 0}
    page = pages.post(f"{at}/move", {**base, "verb": "add", "revision": 0}, follow=True).content.decode()
    assert f"王{creator}" in page and "方案价值" in page
    opened = pages.get(f"{at}/sessions/{creator}/{slot}/?by=creator&week=0").content.decode()
    assert "去掉这一场方案会损失" in opened
    product = next(iter(Draft.objects.get(season=district).sessions[0]["products"]))
    mix = {**base, "verb": "mix", "revision": 1, f"product-{product}": 99}
    page = pages.post(f"{at}/move", mix, follow=True).content.decode()
    assert "条规则" in page
    pages.post(f"{at}/undo", {"revision": 2, "by": "creator", "week": 0})
    pages.post(f"{at}/mark", {**base, "kind": "lock", "revision": 3})
    assert "is-locked" in pages.get(f"{at}/?week=0").content.decode()
    pages.post(f"{at}/unmark", {**base, "revision": 3})
    assert not Mark.objects.exists()
    pages.post(f"{at}/keep", {"label": "先排一场", "by": "creator", "week": 0})
    version = Version.objects.get()
    assert (version.number, version.kind, version.label) == (1, "start", "先排一场")
    rest = ("?by=studio&week=0", "?week=-1", "shelf/", f"products/{product}/", "fairness/", "disruptions/")
    rest += ("release/", "settings/", "versions/", f"add?creator={creator}")
    for address in (*(f"{at}/{one}" for one in rest), f"/planning/versions/{version.pk}/"):
        assert pages.get(address).status_code == 200, address


def test_a_script_gets_the_board_and_the_words(district: Season, problem: Problem, pages: Client) -> None:
    creator, slot = place_of(problem)
    fields = {"verb": "add", "creator": creator, "slot": slot, "revision": 0, "by": "creator", "week": 0}
    address, asking = f"/planning/{district.pk}/move", {"accept": "application/json"}
    reply = pages.post(address, fields, headers=asking).json()
    assert reply["ok"] and "data-board" in reply["html"] and "新增：" in reply["words"]
    again = pages.post(address, fields, headers=asking).json()
    assert not again["ok"] and "别人改动过" in again["words"]


def test_locks_and_bans_are_judged_at_once(
    season: Season, problem: Problem, planner: User, told: Any
) -> None:
    creator, slot = add(season, problem, planner)
    actions.mark(season=season, kind="ban", part=Part(creator=creator, slot=slot), actor=planner)
    actions.mark(season=season, kind="lock", part=Part(creator=problem.creators[1].id), actor=planner)
    board = board_of(planner, season)
    assert board is not None
    assert sorted(one["rule"] for one in board.told["broken"]) == ["forbidden", "locked"]
    assert board.wrong == {(creator, slot)}
    with pytest.raises(NotPlanned, match="season_empty_mark"):
        actions.mark(season=season, kind="ban", part=Part(), actor=planner)


def test_versions_never_change_and_say_what_moved(
    season: Season, problem: Problem, planner: User, told: Any
) -> None:
    add(season, problem, planner)
    first = actions.keep_draft(season=season, actor=planner)
    with pytest.raises(NotPlanned, match="season_nothing_new"):
        actions.keep_draft(season=season, actor=planner)
    add(season, problem, planner, 1)
    second = actions.keep_draft(season=season, actor=planner)
    assert (second.parent, second.number, second.kind) == (first, 2, "hand")
    found = rules.changes(rules.read(first.sessions), rules.read(second.sessions))
    assert [one.kind for one in found] == ["new"]
    with pytest.raises(TypeError):
        second.save()
    actions.take_up(version=first, actor=planner)
    assert Draft.objects.get(season=season).sessions == first.sessions
