"""Creators say yes or no; what they accepted is released as live sessions and bookings, or nothing is."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from lianxin.accounts.models import User
from lianxin.engines.planner import Problem
from lianxin.jobs.rules import Control
from lianxin.market.models import LiveItem, LiveSession
from lianxin.planning import actions
from lianxin.planning.actions import releasing
from lianxin.planning.models import Draft, Mark, Proposal, Run, Season, Version
from lianxin.planning.rules import Move, NotPlanned
from lianxin.spaces.actions import book
from lianxin.spaces.models import Booking


def planned(season: Season, problem: Problem, planner: User) -> Version:
    """One session of each of the first two creators, at times of their own, put to them."""
    used: set[int] = set()
    for creator in problem.creators[:2]:
        slot = min(creator.slots - used)
        used.add(slot)
        revision = Draft.objects.get(season=season).revision
        move = Move("add", (creator.id, slot))
        actions.make_move(season=season, move=move, revision=revision, actor=planner)
    version = actions.keep_draft(season=season, actor=planner)
    assert actions.propose(version=version, actor=planner) == 2
    return version


def released(version: Version, planner: User) -> Run:
    run = Run.objects.create(season=version.season, kind="release", asked={"version": version.pk})
    releasing.release(run, planner, Control())
    run.refresh_from_db()
    return run


def accept_all(planner: User) -> None:
    for one in Proposal.objects.filter(state="asked"):
        actions.answer(proposal=one, accept=True, actor=planner)


def test_a_no_is_a_ban_and_a_yes_is_seen(
    district: Season, problem: Problem, planner: User, told: Any
) -> None:
    version = planned(district, problem, planner)
    assert actions.propose(version=version, actor=planner) == 0
    first, second = Proposal.objects.all()
    member = User.objects.create_user("m", role="member", member_no=first.member_no)
    own = Client()
    own.force_login(member)
    page = own.get("/planning/mine/").content.decode()
    assert first.studio_no in page and "待主播确认" in page
    assert own.post(f"/planning/mine/{second.pk}/answer", {"answer": "yes"}).status_code == 404
    own.post(f"/planning/mine/{first.pk}/answer", {"answer": "no"})
    first.refresh_from_db()
    assert first.state == "declined"
    ban = Mark.objects.get()
    assert (ban.kind, ban.member_no, ban.slot) == ("ban", first.member_no, first.slot)
    with pytest.raises(NotPlanned, match="season_answer_late"):
        actions.answer(proposal=first, accept=True, actor=member)
    with pytest.raises(PermissionDenied):
        actions.answer(proposal=second, accept=True, actor=User(username="x", role="auditor"))


def test_a_release_is_sessions_and_bookings(
    district: Season, problem: Problem, planner: User, told: Any
) -> None:
    version = planned(district, problem, planner)
    with pytest.raises(NotPlanned, match="season_not_accepted"):
        releasing.require_releasable(version)
    accept_all(planner)
    assert released(version, planner).answer["new"] == 2
    assert LiveSession.unscoped.count() == Booking.unscoped.filter(status="已预约").count() == 2
    assert LiveItem.unscoped.count() == sum(len(one["products"]) for one in version.sessions)
    assert set(Proposal.objects.values_list("state", flat=True)) == {"released"}
    assert releasing.difference(version) == []


def test_a_second_release_books_only_the_difference(
    district: Season, problem: Problem, planner: User, told: Any
) -> None:
    version = planned(district, problem, planner)
    accept_all(planner)
    released(version, planner)
    moved = version.sessions[1]
    creator = next(one for one in problem.creators if one.id == moved["creator"])
    studio = next(one for one in problem.studios if one.id == moved["studio"])
    move = Move("move", (creator.id, moved["slot"]), (creator.id, max(creator.slots & studio.slots)))
    revision = Draft.objects.get(season=district).revision
    actions.make_move(season=district, move=move, revision=revision, actor=planner)
    second = actions.keep_draft(season=district, actor=planner)
    actions.propose(version=second, actor=planner)
    accept_all(planner)
    before = set(Booking.unscoped.values_list("booking_no", flat=True))
    answer = released(second, planner).answer
    assert (answer["new"], answer["moved"], answer["gone"]) == (0, 1, 0)
    assert set(Booking.unscoped.values_list("booking_no", flat=True)) == before
    starts = set(LiveSession.unscoped.values_list("member_id", "starts_at"))
    rows = Proposal.objects.filter(state="released")
    assert starts == set(rows.values_list("member_no", "starts_at"))


def test_a_release_that_is_refused_changes_nothing(
    district: Season, problem: Problem, planner: User, told: Any
) -> None:
    version = planned(district, problem, planner)
    accept_all(planner)
    taken = Proposal.objects.last()
    assert taken is not None
    book(
        studio_no=taken.studio_no,
        member_no=problem.creators[2].id,
        starts_at=taken.starts_at,
        ends_at=taken.ends_at,
        actor=User.objects.create_user("office", role="office"),
    )
    run = released(version, planner)
    assert len(run.answer["refused"]) == 1 and taken.studio_no in run.answer["refused"][0]
    assert LiveSession.unscoped.count() == 0 and Booking.unscoped.count() == 1
    assert set(Proposal.objects.values_list("state", flat=True)) == {"accepted"}
