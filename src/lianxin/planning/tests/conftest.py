"""A season of two weeks, drawn from nothing: its instance is one of the engine's made-up ones."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from lianxin.accounts.models import User
from lianxin.core import ledger
from lianxin.engines.planner import Problem, sample, write_problem
from lianxin.market.models import Product
from lianxin.people.models import Member, Organisation
from lianxin.planning.models import CreatorTerms, Draft, Instance, Season, Supply
from lianxin.planning.queries import judging
from lianxin.spaces.models import Base, Studio

STARTS = ["09:00", "11:00", "13:00", "15:00", "18:00", "20:00"]


@pytest.fixture
def problem() -> Problem:
    """In the two weeks from next Monday."""
    today = timezone.localdate()
    made = sample("tiny")
    days = today + timedelta(days=7 - today.weekday()) - made.slots[0].date
    return replace(made, slots=tuple(replace(slot, date=slot.date + days) for slot in made.slots))


@pytest.fixture
def season(db: None, problem: Problem) -> Season:
    """With a draft that is empty."""
    made = Season.objects.create(name="冬季直播季", first=problem.slots[0].date, weeks=2, starts=STARTS)
    content = write_problem(problem)
    instance = Instance.objects.create(season=made, digest=judging.digest_of(content), content=content)
    Draft.objects.create(season=made, instance=instance)
    return made


@pytest.fixture
def district(season: Season, problem: Problem) -> Season:
    """The members, studios and products that the season names, with terms and supplies."""
    day = date(2021, 1, 1)
    for number in [one.id for one in problem.creators]:
        Member.objects.create(member_no=number, name=f"王{number}", kind="主播", joined_on=day, focus=False)
        CreatorTerms.objects.create(season=season, member_no=number, fee=200)
    base = Base.objects.create(name="东区基地", opened_on=day)
    for studio in problem.studios:
        Studio.objects.create(studio_no=studio.id, base=base, kind="标准", opens="08:00-24:00", opened_on=day)
    grower = Organisation.objects.create(name="青竹合作社", kind="合作社")
    for product in problem.products:
        Product.objects.create(
            product_no=product.id, name=f"春笋{product.id}", category="竹笋", producer=grower, listed_on=day
        )
        Supply.objects.create(
            season=season, product_no=product.id, price=20, margin=8, units=[100, 100], shelf_weeks=1
        )
    return season


@pytest.fixture
def planner(db: None) -> User:
    return User.objects.create_user("planner", role="planner", display_name="谢望舒")


@pytest.fixture
def pages(planner: User) -> Client:
    client = Client()
    client.force_login(planner)
    return client


@pytest.fixture
def told(planner: User) -> Iterator[Any]:
    with ledger.event(planner.who, "test") as event:
        yield event
