"""Work in the background: a solved plan becomes a version, conflicts are told, a plan is mended."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from lianxin.accounts.models import User
from lianxin.engines.planner import Part, Problem
from lianxin.jobs.rules import Control
from lianxin.planning import actions
from lianxin.planning.actions import mending, wishing
from lianxin.planning.actions.forgetting import forget_seasons
from lianxin.planning.jobs import planning
from lianxin.planning.models import CreatorTerms, Draft, Mark, Run, Season, Supply, Version
from lianxin.planning.rules import Move, NotPlanned

QUICK = {"seconds": 1, "iterations": 40}


def do(run: Run, actor: User) -> Run:
    planning({"run": run.pk, "actor": actor.pk}, Control())
    run.refresh_from_db()
    return run


def ended(run: Run) -> None:
    run.job.state = "done"
    run.job.save()


def test_the_rest_is_filled_around_locks(
    district: Season, problem: Problem, planner: User, pages: Client, told: Any
) -> None:
    creator = problem.creators[0]
    key = (creator.id, min(creator.slots))
    actions.make_move(season=district, move=Move("add", key), revision=0, actor=planner)
    actions.lock_week(season=district, week=0, actor=planner)
    by_hand = actions.keep_draft(season=district, actor=planner)
    run = do(actions.start_run(season=district, kind="fill", actor=planner, **QUICK), planner)
    made = run.version
    assert made is not None and run.answer["follows"]
    assert (made.kind, made.parent, made.verdict["broken"]) == ("solved", by_hand, [])
    assert made.bound is not None and made.bound >= made.objective > by_hand.objective
    assert key in {(one["creator"], one["slot"]) for one in made.sessions}
    assert Draft.objects.get(season=district).sessions == made.sessions
    ended(run)
    page = pages.get(f"/planning/runs/{run.pk}/").content.decode()
    assert "已证明" in page and "全部规则都满足" in page


def test_a_week_is_locked_and_opened_at_once(
    district: Season, problem: Problem, planner: User, pages: Client, told: Any
) -> None:
    key = (problem.creators[0].id, min(problem.creators[0].slots))
    other = next(slot.id for slot in problem.slots if slot.week == 1)
    actions.make_move(season=district, move=Move("add", key), revision=0, actor=planner)
    actions.lock_week(season=district, week=0, actor=planner)
    later = actions.mark(season=district, kind="lock", part=Part("C2", slot=other), actor=planner)
    ban = actions.mark(season=district, kind="ban", part=Part("C3", slot=key[1]), actor=planner)
    for said in ("已解除 1 个锁定", "已解除 0 个锁定"):
        page = pages.post(f"/planning/{district.pk}/open-week", {"week": 0}, follow=True)
        assert said in page.content.decode()
    assert set(Mark.objects.all()) == {later, ban}


def test_a_whole_lock_keeps_what_is_sold(
    district: Season, problem: Problem, planner: User, pages: Client, told: Any
) -> None:
    """The page locks the week as it was put together by hand; without its products they stay open."""
    creator = problem.creators[0]
    key = (creator.id, min(creator.slots))
    product = next(p for c, p in problem.demand.base if c == creator.id)
    by_hand = Move("add", key, products={product: 1})
    actions.make_move(season=district, move=by_hand, revision=0, actor=planner)
    actions.lock_session(season=district, key=key, actor=planner)
    assert [one.products for one in district.marks.all()] == [{}]
    pages.post(f"/planning/{district.pk}/lock-week", {"week": 0, "whole": "1"})
    assert [one.products for one in district.marks.all()] == [{product: 1}]
    run = do(actions.start_run(season=district, kind="fill", actor=planner, **QUICK), planner)
    assert run.version is not None
    kept = {(one["creator"], one["slot"]): one["products"] for one in run.version.sessions}
    assert kept[key] == {product: 1}
    ended(run)
    at = f"/planning/{district.pk}/sessions/{key[0]}/{key[1]}/"
    assert "产品也不动" in pages.get(at).content.decode()


def test_a_session_that_is_gone_is_not_locked(district: Season, problem: Problem, planner: User) -> None:
    key = (problem.creators[0].id, min(problem.creators[0].slots))
    with pytest.raises(NotPlanned, match="season_no_session"):
        actions.lock_session(season=district, key=key, actor=planner, whole=True)


BEST, WHOLE = "停止，保留目前最好的方案", "要么整版发布，要么什么都不改动。"


@pytest.mark.parametrize(("kind", "words"), [("fill", [BEST]), ("replan", []), ("release", [WHOLE])])
def test_what_a_stop_does_is_said(
    season: Season, planner: User, pages: Client, told: Any, kind: str, words: list[str]
) -> None:
    """A release is one transaction: nobody can stop it half way."""
    run = actions.start_run(season=season, kind=kind, actor=planner)
    page = pages.get(f"/planning/runs/{run.pk}/").content.decode()
    assert [one for one in (BEST, WHOLE) if one in page] == words
    assert ("停止" in page) is (kind != "release")


def test_one_at_a_time(season: Season, planner: User, told: Any) -> None:
    actions.start_run(season=season, kind="fill", actor=planner)
    with pytest.raises(NotPlanned, match="season_runs_already"):
        actions.start_run(season=season, kind="fill", actor=planner)


def test_locks_that_cannot_stand_together_are_told(
    district: Season, problem: Problem, planner: User, pages: Client, told: Any
) -> None:
    creator = problem.creators[0]
    first, second = sorted(creator.slots)[:2]
    day = problem.slots[first].date
    second = next(slot for slot in sorted(creator.slots) if slot != first and problem.slots[slot].date == day)
    for slot in (first, second):
        actions.mark(season=district, kind="lock", part=Part(creator.id, slot=slot), actor=planner)
    run = do(actions.start_run(season=district, kind="fill", actor=planner, **QUICK), planner)
    conflict = run.answer["conflict"]
    assert [one["rule"] for one in conflict["reasons"]].count("locked") == 2 and conflict["ways"]
    run.job.state = "done"
    run.job.save()
    page = pages.get(f"/planning/runs/{run.pk}/").content.decode()
    assert "每天最多一场" in page and page.count("解除此锁定") == 2


def test_a_conflict_names_its_locks_after_one_was_opened(
    district: Season, problem: Problem, planner: User, pages: Client, told: Any
) -> None:
    """Opening a lock shifts the numbers of those after it; and a lock that is open has no button."""
    creator, other = problem.creators[:2]
    busy = min({slot.id for slot in problem.slots} - creator.slots)
    first = actions.mark(
        season=district, kind="lock", part=Part(other.id, slot=min(other.slots)), actor=planner
    )
    actions.mark(season=district, kind="lock", part=Part(creator.id, slot=busy), actor=planner)
    run = do(actions.start_run(season=district, kind="fill", actor=planner, **QUICK), planner)
    ended(run)
    actions.unmark(mark=first, actor=planner)
    page = pages.get(f"/planning/runs/{run.pk}/").content.decode()
    assert f"锁定：王{creator.id}" in page and f"王{other.id}" not in page
    assert f"先问 王{creator.id} 这个时间能否开播" in page and "解除此锁定" in page
    actions.unmark(mark=Mark.objects.get(season=district), actor=planner)
    page = pages.get(f"/planning/runs/{run.pk}/").content.decode()
    assert f"锁定：王{creator.id}" in page and "解除此锁定" not in page


def test_a_plan_is_mended(
    district: Season, problem: Problem, planner: User, pages: Client, told: Any
) -> None:
    do(actions.start_run(season=district, kind="fill", actor=planner, **QUICK), planner)
    Run.objects.all().delete()
    version = Version.objects.get()
    creator = version.sessions[0]["creator"]
    day = problem.slots[0].date
    values = {"member_no": creator, "first": day, "last": day + timedelta(days=6)}
    actions.note_disruption(season=district, kind="away", actor=planner, **values)
    run = actions.begin_mending(season=district, actor=planner)
    Run.objects.filter(pk=run.pk).update(asked=run.asked | QUICK)
    run = do(Run.objects.get(pk=run.pk), planner)
    options = run.answer["options"]
    assert options and all(one["worth"] >= one["mended"] - 1e-6 for one in options)
    gone = {slot.id for slot in problem.slots if slot.week == 0}
    for one in options:
        assert not [s for s in one["sessions"] if s["creator"] == creator and s["slot"] in gone]
    run.job.state = "done"
    run.job.save()
    assert "采用" in pages.get(f"/planning/runs/{run.pk}/").content.decode()
    made = actions.take_option(run=run, number=0, actor=planner)
    assert (made.kind, made.parent) == ("replanned", version)


def test_a_season_long_past_goes_with_all_it_says(
    district: Season, problem: Problem, planner: User, told: Any
) -> None:
    creator = problem.creators[0]
    move = Move("add", (creator.id, min(creator.slots)))
    actions.make_move(season=district, move=move, revision=0, actor=planner)
    actions.propose(version=actions.keep_draft(season=district, actor=planner), actor=planner)
    today = timezone.localdate()
    assert forget_seasons(today=today) == 0
    assert forget_seasons(today=today + timedelta(days=1200)) == 1
    assert not Season.objects.exists() and not Version.objects.exists()


@pytest.mark.parametrize("kind", ["away", "shut", "supply", "platform"])
def test_whatever_comes_between_is_planned_around(
    district: Season, problem: Problem, planner: User, told: Any, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    """A locked session goes where it cannot be held; a late harvest moves to its week."""
    monkeypatch.setattr(mending, "PRICES", (0.0,))
    creator = problem.creators[0]
    key = (creator.id, min(creator.slots))
    actions.make_move(season=district, move=Move("add", key), revision=0, actor=planner)
    actions.lock_week(season=district, week=0, actor=planner)
    version = actions.keep_draft(season=district, actor=planner)
    held = version.sessions[0]
    product = next(iter(held["products"]))
    first = problem.slots[0].date
    values: dict[str, Any] = {"first": first, "last": first + timedelta(days=6)}
    values |= {
        "away": {"member_no": creator.id},
        "shut": {"target": held["studio"]},
        "supply": {"target": product, "share": 40, "later": 1},
        "platform": {"target": "抖音"},
    }[kind]
    actions.note_disruption(season=district, kind=kind, actor=planner, **values)
    actions.redraw(season=district, actor=planner, learn=False)
    run = actions.begin_mending(season=district, actor=planner)
    Run.objects.filter(pk=run.pk).update(asked=run.asked | QUICK)
    run = do(Run.objects.get(pk=run.pk), planner)
    assert [one["worth"] >= one["mended"] - 1e-6 for one in run.answer["options"]].count(False) == 0
    assert len(run.answer["lifted"]) == (0 if kind == "supply" else 1)
    made = actions.take_option(run=run, number=0, actor=planner)
    assert made.verdict["broken"] == []
    drawn = Draft.objects.get(season=district).instance.content["products"]
    units = next(one["supply"] for one in drawn if one["id"] == product)
    assert units == ([0.0, 140.0] if kind == "supply" else [100.0, 100.0])


def test_what_cannot_all_be_kept_is_told_with_the_ways_out(
    district: Season, problem: Problem, planner: User, pages: Client, told: Any
) -> None:
    product = problem.products[0].id
    Supply.objects.filter(season=district, product_no=product).update(promise=1000)  # of 200 that come
    actions.redraw(season=district, actor=planner, learn=False)
    run = do(actions.start_run(season=district, kind="wishes", actor=planner), planner)
    (first,) = run.answer["unmet"]
    assert (first[0]["kind"], first[0]["key"], first[0]["wished"]) == ("promise", product, 1000)
    assert first[0]["price"] == pytest.approx(3 * 8 * (1000 - first[0]["most"]))
    run.job.state = "done"
    run.job.save()
    for address in (f"/planning/runs/{run.pk}/", f"/planning/{district.pk}/?week=0"):
        page = pages.get(address).content.decode()
        assert "承诺 1,000 件" in page and f"?product={product}" in page
    actions.mark(season=district, kind="ban", part=Part(creator=problem.creators[0].id), actor=planner)
    assert "怎么排都" not in pages.get(f"/planning/{district.pk}/?week=0").content.decode()


def test_what_was_not_made_smallest_in_time_is_told_without_ways_out(
    district: Season,
    problem: Problem,
    planner: User,
    pages: Client,
    told: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(wishing, "SECONDS", 0.0)
    product = problem.products[0].id
    Supply.objects.filter(season=district, product_no=product).update(promise=1000)  # of 200 that come
    actions.redraw(season=district, actor=planner, learn=False)
    run = do(actions.start_run(season=district, kind="wishes", actor=planner), planner)
    (only,) = run.answer["unmet"]
    assert {"kind": "promise", "key": product, "wished": 1000} in only
    run.job.state = "done"
    run.job.save()
    page = pages.get(f"/planning/runs/{run.pk}/").content.decode()
    assert "承诺 1,000 件" in page and "限定时间内" in page and "可行的办法" not in page
    assert "承诺 1,000 件" in pages.get(f"/planning/{district.pk}/?week=0").content.decode()


def test_fairness_is_told_with_and_without(
    district: Season, problem: Problem, planner: User, pages: Client, told: Any
) -> None:
    """Every creator is to have more sessions than pay."""
    CreatorTerms.objects.update(min_total=6, fee=1500)
    district.good_share = 50
    district.save()
    actions.redraw(season=district, actor=planner, learn=False)
    run = do(actions.start_run(season=district, kind="fairness", actor=planner, **QUICK), planner)
    found = run.answer
    assert set(found["prices"]) == {"floor", "creator", "good"}
    assert found["prices"]["creator"] > 0
    for name, price in found["prices"].items():
        assert found["without"][name] - found["whole"] == pytest.approx(price)
    page = pages.get(f"/planning/{district.pk}/fairness/").content.decode()
    assert "无此设置" in page and "代价" in page


def test_locks_and_bans_are_listed_and_lifted(
    district: Season, problem: Problem, planner: User, pages: Client, told: Any
) -> None:
    creator = problem.creators[0]
    actions.mark(season=district, kind="lock", part=Part(creator.id, slot=0), actor=planner)
    ban = actions.mark(season=district, kind="ban", part=Part(creator.id, slot=1), actor=planner)
    at = f"/planning/{district.pk}/marks/"
    page = pages.get(at).content.decode()
    assert page.count("谢望舒") >= 2 and f"王{creator.id}" in page
    done = pages.post(f"/planning/{district.pk}/unmark", {"mark": ban.pk, "to": "marks"}, follow=True)
    assert done.request["PATH_INFO"] == at and "没有禁排" in done.content.decode()


def test_why_is_answered_exactly(
    district: Season, problem: Problem, planner: User, pages: Client, told: Any
) -> None:
    ended(do(actions.start_run(season=district, kind="fill", actor=planner, **QUICK), planner))
    held = Draft.objects.get(season=district).sessions[0]
    shown = {one["creator"] for one in Draft.objects.get(season=district).sessions}
    creator, product = next(pair for pair in problem.demand.base if pair[0] in shown)
    locked = Part(held["creator"], slot=held["slot"])
    actions.mark(season=district, kind="lock", part=locked, actor=planner)
    here = f"/planning/{district.pk}/sessions/{held['creator']}/{held['slot']}/"
    assert "若解除锁定，由什么替代" in pages.get(here).content.decode()
    questions: list[dict[str, Any]] = [
        {"creator": held["creator"], "slot": held["slot"]},
        {"creator": creator, "product": product},
    ]
    for asked in questions:
        run = do(actions.start_run(season=district, kind="explain", actor=planner, **QUICK, **asked), planner)
        forced = run.answer["forced"]
        assert forced["cost"] >= 0 and forced["gain"] == pytest.approx(forced["found"] - forced["cost"])
        assert forced["moves"] or forced["cost"] == pytest.approx(0)
        ended(run)
        page = pages.get(f"/planning/runs/{run.pk}/").content.decode()
        assert ("多讲一次" in page) is ("product" in asked) and "如果" in page
        assert ("按未锁定计算" in page) is ("slot" in asked)
        assert "这件事本身的代价" in page and "本来就能找到的改进" in page
    assert Draft.objects.get(season=district).sessions[0] == held
