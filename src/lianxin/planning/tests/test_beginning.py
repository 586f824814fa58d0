"""A season begun from the records, and `lianxin plan new`: what stands in where nothing is on record."""

import json
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner

from lianxin.cli import plan_new
from lianxin.cli.failures import Failure
from lianxin.core import ledger
from lianxin.engines.forecast import PastLine, Showing, fit
from lianxin.engines.planner import faults, read_problem
from lianxin.market.models import Product
from lianxin.people.models import Member, Organisation
from lianxin.planning.models import CreatorTerms, Season, Supply
from lianxin.planning.queries import beginning as asked
from lianxin.planning.queries.forecasting import Learnt
from lianxin.planning.queries.past import Goods, Past
from lianxin.spaces.models import Base, Studio

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("event")]
FIRST = date(2022, 3, 7)
DAY = date(2020, 1, 1)


def _lines() -> list[PastLine]:
    """Two creators, M1 once a week and M2 five times in all; tea 10 pieces each time, oranges 4."""
    found = []
    for n in range(30):
        at = datetime(2021, 7, 1, 19) + timedelta(days=7 * n)
        creators = ["M1", *(["M2"] if n < 5 else [])]
        for creator in creators:
            for product, category, sold in (("P1", "茶叶", 10), ("P2", "水果", 4)):
                shown = Showing(creator, product, category, at, "标准", 2.0, 20.0)
                found.append(PastLine(f"{creator}-{n}", shown, sold))
    return found


@pytest.fixture(autouse=True)
def district(monkeypatch: pytest.MonkeyPatch) -> None:
    for number, left in (("M1", None), ("M2", None), ("M3", date(2022, 1, 1))):
        Member.objects.create(
            member_no=number, name=f"张{number}", kind="主播", joined_on=DAY, left_on=left, focus=True
        )
    grower = Organisation.objects.create(name="甲合作社", kind="合作社")
    base = Base.objects.create(name="东基地", opened_on=DAY)
    Studio.objects.create(studio_no="Z1", base=base, kind="标准", opens="18:00-24:00", opened_on=DAY)
    for number, season, gone in (
        *(("P1", "2-4", None), ("P2", "", None), ("P3", "8-9", None), ("P4", "", date(2022, 3, 1))),
        ("P5", "", None),
    ):
        Product.objects.create(
            product_no=number, name=number, category="茶叶", producer=grower, season=season, listed_on=DAY,
            delisted_on=gone,
        )  # fmt: skip
    lines = _lines()
    known = Past(lines, {"P1": Goods("茶叶", frozenset({2, 3, 4}), 20.0)})
    monkeypatch.setattr(asked, "past", lambda: known)
    learnt = Learnt(fit(lines), tuple(lines), known.goods)
    monkeypatch.setattr("lianxin.planning.queries.forecasting.learnt_of", lambda *_: learnt)
    monkeypatch.setattr(plan_new, "open_home", lambda: None)


def test_what_stands_in_where_no_season_was_planned_yet() -> None:
    found = asked.beginning(FIRST, 4)
    assert (found.known_terms, found.known_supplies) == (0, 0)
    assert [(row.member_no, row.fee, row.max_per_week) for row in found.terms] == [("M1", 0, 4)]
    assert [(row.product_no, row.price, row.margin, row.shelf_weeks) for row in found.supplies] == [
        ("P1", Decimal("20.00"), Decimal("6.00"), 1),
        ("P2", Decimal("20.00"), Decimal("6.00"), 4),
    ]
    # thirty weeks, in five of which both sold
    assert [row.units for row in found.supplies] == [[11.7] * 4, [4.7] * 4]
    assert not Season.objects.exists()


def test_terms_and_supplies_of_the_latest_season_go_before() -> None:
    for first, fee in ((date(2021, 9, 6), 100), (date(2021, 12, 6), 200)):
        season = Season.objects.create(name=str(first), first=first, starts=["19:00"])
        for number in ("M2", "M3"):
            CreatorTerms.objects.create(season=season, member_no=number, fee=fee)
        Supply.objects.create(season=season, product_no="P5", price=9, margin=fee / 100, units=[7, 7, 7, 7])
    found = asked.beginning(FIRST, 4)
    assert [(row.member_no, row.fee) for row in found.terms] == [("M1", 0), ("M2", 200)]  # M3 has left
    assert [(row.product_no, row.margin) for row in found.supplies][-1] == ("P5", 2)
    assert (found.known_terms, found.known_supplies) == (1, 1)
    assert all(row.pk is None for row in [*found.terms, *found.supplies])


def _run(*arguments: str):
    return CliRunner().invoke(plan_new.new_command, arguments, standalone_mode=False)


def test_an_instance_is_written_that_has_no_fault(tmp_path: Path) -> None:
    path = tmp_path / "instance.json"
    done = _run("--from", "2022-03-02", "--weeks", "2", "-o", str(path))
    assert done.exception is None, done.exception
    document = json.loads(path.read_text("utf-8"))
    assert faults(document) == []
    problem = read_problem(document)
    assert problem.slots[0].date == FIRST
    assert problem.weeks == 2
    assert [one.id for one in problem.creators] == ["M1"]
    starts = {problem.slots[n].starts for n in problem.studios[0].slots}
    assert starts == {"18:00", "20:00", "22:00"}
    assert set(problem.demand.base) == {("M1", "P1"), ("M1", "P2")}
    assert "member:M1" in ledger.current().subjects
    assert "2" in done.stderr


def test_a_season_of_the_board_is_written_as_the_board_draws_it(tmp_path: Path) -> None:
    season = Season.objects.create(name="春", first=FIRST, weeks=3, starts=["18:00", "20:00"])
    CreatorTerms.objects.create(season=season, member_no="M2", fee=300)
    Supply.objects.create(season=season, product_no="P1", price=20, margin=8, units=[5, 5, 5])
    done = _run("--season", "春")
    problem = read_problem(json.loads(done.stdout))
    assert [(one.id, one.fee) for one in problem.creators] == [("M2", 300)]
    assert problem.weeks == 3
    assert isinstance(_run("--season", "冬").exception, Failure)
    assert _run("--season", "春", "--from", "2022-03-02").exception is not None
