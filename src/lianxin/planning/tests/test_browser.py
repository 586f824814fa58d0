"""The board in a browser: a session is carried by keys and by mouse, and its pages bar nobody."""

from typing import Any

import pytest

from lianxin.accounts.models import User
from lianxin.core import ledger
from lianxin.engines.planner import Problem
from lianxin.planning import actions
from lianxin.planning.models import Draft, Season
from lianxin.planning.rules import Move

pytestmark = pytest.mark.browser


def draft(season: Season) -> Draft:
    return Draft.objects.get(season=season)


def test_the_board(
    page: Any, live_server: Any, browse_as: Any, axe: Any, district: Season, problem: Problem, planner: User
) -> None:
    creator = problem.creators[0]
    slot = min(creator.slots)
    with ledger.event(planner.who, "test"):
        move = Move("add", (creator.id, slot))
        actions.make_move(season=district, move=move, revision=0, actor=planner)
    browse_as(page.context, live_server.url, planner)
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(f"{live_server.url}/planning/{district.pk}/?week=0")
    axe(page)
    card = page.locator(".sess")
    card.focus()
    page.keyboard.press("m")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    page.locator(f'.sess[data-slot="{slot + 1}"]').wait_for()
    assert draft(district).sessions[0]["slot"] == slot + 1
    assert "方案价值" in page.locator("[data-answer]").inner_text()
    page.keyboard.press("l")
    page.locator(".sess.is-locked").wait_for()
    row = page.locator(f'tr[data-row="{creator.id}"]')
    box = page.locator(".sess").bounding_box()
    page.mouse.move(box["x"] + 20, box["y"] + 10)
    page.mouse.down()
    page.mouse.move(box["x"] + 60, box["y"] + 14, steps=3)
    there = row.locator("td").nth(2).locator(".ticks i").nth(3)
    to = there.bounding_box()
    page.mouse.move(to["x"] + to["width"] / 2, to["y"] + to["height"] / 2, steps=4)
    page.mouse.up()
    page.locator(f'.sess[data-slot="{problem_slot(problem, 2, 3)}"]').wait_for()
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{live_server.url}/planning/{district.pk}/?week=0")
    axe(page)
    for address in (
        "shelf/",
        "fairness/",
        "versions/",
        "disruptions/",
        "release/",
        "settings/",
        "marks/",
        "load/",
    ):
        page.goto(f"{live_server.url}/planning/{district.pk}/{address}")
        axe(page)


def problem_slot(problem: Problem, day: int, order: int) -> int:
    return day * 6 + order
