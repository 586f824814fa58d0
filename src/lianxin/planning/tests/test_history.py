"""What has begun stays as it was: no hand, no undo and no older version changes it."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from lianxin.accounts.models import User
from lianxin.engines.planner import Problem, Session, Slot
from lianxin.lib.dates import BEIJING
from lianxin.planning import actions, rules
from lianxin.planning.models import Draft, Season
from lianxin.planning.rules import Move, NotPlanned, begun_of, require_ahead, with_history
from lianxin.planning.tests.test_runs import QUICK, do

SLOTS = [Slot(n, date(2026, 12, 14), at, 120, 0, n) for n, at in enumerate(("18:00", "20:00"))]


@pytest.mark.parametrize(
    ("hour", "minute", "begun"), [(17, 59, [False, False]), (18, 0, [True, False]), (20, 1, [True, True])]
)
def test_what_has_begun(hour: int, minute: int, begun: list[bool]) -> None:
    now = datetime(2026, 12, 14, hour, minute, tzinfo=BEIJING)
    assert [slot in begun_of(SLOTS, now) for slot in (0, 1)] == begun
    assert not begun_of(SLOTS, now) & {2, -1}
    for asked in ([], [0], [1], [0, 1]):
        if any(begun[slot] for slot in asked):
            with pytest.raises(NotPlanned, match="season_begun"):
                require_ahead(SLOTS, asked, now)
        else:
            require_ahead(SLOTS, asked, now)
    held, wanted = ([Session(who, "Z1", slot, {}) for slot in (0, 1)] for who in ("held", "wanted"))
    found = {one.slot: one.creator for one in with_history(SLOTS, held, wanted, now)}
    assert found == {slot: "held" if begun[slot] else "wanted" for slot in (0, 1)}


@pytest.fixture
def later(
    district: Season, problem: Problem, planner: User, told: Any, monkeypatch: pytest.MonkeyPatch
) -> Any:
    """(begun, ahead): two creators' sessions, the first kept as a version and moved since; then it begins."""
    first, second = problem.creators[:2]
    begun, ahead = (first.id, min(first.slots)), (second.id, max(second.slots))
    for revision, at in enumerate((begun, ahead)):
        actions.make_move(season=district, move=Move("add", at), revision=revision, actor=planner)
    actions.keep_draft(season=district, actor=planner)
    mix = dict.fromkeys(list(rules.find(held(district), begun).products)[:1], 1)
    actions.make_move(season=district, move=Move("mix", begun, products=mix), revision=2, actor=planner)
    then = rules.moments(problem.slots[begun[1]])[0] + timedelta(minutes=1)
    monkeypatch.setattr(timezone, "now", lambda: then)
    return begun, ahead


def held(season: Season) -> tuple[Session, ...]:
    return rules.read(Draft.objects.get(season=season).sessions)


def test_no_hand_changes_it(district: Season, planner: User, told: Any, later: Any) -> None:
    begun, ahead = later
    before = held(district)
    moves = (
        Move("drop", begun),
        Move("mix", begun, products={}),
        Move("move", begun, to=ahead),
        Move("move", ahead, to=(ahead[0], begun[1])),
        Move("add", (ahead[0], begun[1])),
    )
    for move in moves:
        with pytest.raises(NotPlanned, match="season_begun"):
            actions.make_move(season=district, move=move, revision=3, actor=planner)
    with pytest.raises(NotPlanned, match="season_begun"):
        actions.undo_move(season=district, revision=3, actor=planner)
    assert held(district) == before
    actions.make_move(season=district, move=Move("drop", ahead), revision=3, actor=planner)


def test_an_older_version_is_taken_up_for_what_lies_ahead(
    district: Season, planner: User, told: Any, later: Any
) -> None:
    begun, ahead = later
    now = rules.find(held(district), begun)
    actions.make_move(season=district, move=Move("drop", ahead), revision=3, actor=planner)
    version = district.versions.get()
    actions.take_up(version=version, actor=planner)
    kept = rules.read(version.sessions)
    assert now != rules.find(kept, begun)  # the control: there it was another
    assert held(district) == (now, rules.find(kept, ahead))


def test_the_solver_leaves_it(district: Season, planner: User, told: Any, later: Any) -> None:
    begun, _ = later
    before = rules.find(held(district), begun)
    run = do(actions.start_run(season=district, kind="fill", actor=planner, **QUICK), planner)
    assert run.version and len(held(district)) > 2
    assert rules.find(held(district), begun) == before


def test_pages_offer_nothing_to_do_with_it(
    district: Season, planner: User, pages: Client, later: Any
) -> None:
    pages.force_login(planner)  # that of last week has ended
    at = f"/planning/{district.pk}"
    (who, slot), (other, open_slot) = later
    board = pages.get(f"{at}/?by=creator&week=0").content.decode()
    assert board.count("is-begun") == 1
    begun = pages.get(f"{at}/sessions/{who}/{slot}/").content.decode()
    ahead = pages.get(f"{at}/sessions/{other}/{open_slot}/").content.decode()
    assert "不再改动" in begun and "不再改动" not in ahead
    for button in (f'action="{at}/move"', f'action="{at}/mark"', f'action="{at}/explain"'):
        assert button in ahead and button not in begun
    refused = {"creator": who, "slot": slot, "by": "creator", "week": 0, "verb": "drop", "revision": 3}
    page = pages.post(f"{at}/move", refused, follow=True).content.decode()
    assert "这一场已经开始或结束" in page
