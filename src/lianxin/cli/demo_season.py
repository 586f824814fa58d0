"""The season of a new demo: planned through the actions that the pages call, and put to its creators."""

from __future__ import annotations

from datetime import date
from statistics import mean
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lianxin.accounts.models import User
    from lianxin.demo import Planned
    from lianxin.planning.models import Season

#: Pieces that a share of time is to sell on average, and the spread then.
_ALIVE, _SPREAD = 40.0, 0.5
#: Of a grower's harvest, as a floor of the smaller half of them.
_FLOOR = 0.35


def plan_a_season(today: date, *, planner: User, scale: str, year: int, seed: int) -> None:
    """Only once."""
    from lianxin.core import ledger
    from lianxin.demo import planned
    from lianxin.planning.models import Season

    if Season.objects.exists():
        return
    with ledger.event(planner.who, "demo"):
        _plan(planned(today, scale=scale, year=year, seed=seed), planner)


def _plan(wanted: Planned, planner: User) -> None:
    from lianxin.planning import actions

    season = actions.save_season(
        actor=planner, name=wanted.name, first=wanted.first, weeks=wanted.weeks, starts=list(wanted.starts)
    )
    for terms in wanted.terms:
        actions.save_terms(season=season, actor=planner, **terms)
    _supply(season, wanted, planner)
    _by_hand(season, planner)
    actions.propose(version=actions.keep_draft(season=season, actor=planner), actor=planner)


def _by_hand(season: Season, planner: User) -> None:
    """As a planner begins: each creator twice a week at good hours, where it pays; the rest stays open.

    The solver is not asked: people plan first, and a demo is to be ready soon.
    """
    from lianxin.engines.planner import check
    from lianxin.planning import actions, rules
    from lianxin.planning.models import Draft
    from lianxin.planning.queries import judging

    draft = Draft.objects.select_related("instance").get(season=season)
    problem = judging.problem_of(draft.instance)
    sessions = judging.draft_sessions(draft)
    worth = check(problem, sessions).objective
    for place, creator in enumerate(problem.creators):
        for slot in sorted(creator.slots):
            at = problem.slots[slot]
            if at.order != 4 + place % 2 or at.date.weekday() not in (place % 7, (place + 3) % 7):
                continue
            move = rules.Move("add", (creator.id, slot))
            after = rules.moved(problem, sessions, move)
            verdict = check(problem, after)
            if verdict.ok and verdict.objective > worth:
                done = actions.make_move(season=season, move=move, revision=draft.revision, actor=planner)
                sessions, worth, draft.revision = after, verdict.objective, done.revision


def _supply(season: Season, wanted: Planned, planner: User) -> None:
    """As much as the creators' sessions can sell of it, more or less."""
    from lianxin.planning import actions

    for row in wanted.supplies:
        actions.save_supply(season=season, actor=planner, **_row(row, [0.0] * wanted.weeks))
    drawn = actions.redraw(season=season, actor=planner).instance.content
    usual = mean(units for _creator, _product, units in drawn["demand"]["base"])
    if usual < _ALIVE:  # a small demo has few orders, and its season would sell nothing
        season = actions.save_season(
            actor=planner, season=season, demand_factor=round(_ALIVE / usual, 1), spread=_SPREAD
        )
        drawn = actions.redraw(season=season, actor=planner).instance.content
    sold: dict[str, list[float]] = {}
    for _creator, product, units in drawn["demand"]["base"]:
        sold.setdefault(product, []).append(units)
    sessions = sum(terms["max_per_week"] for terms in wanted.terms)
    shares = sessions * season.units / len(wanted.supplies)  # of time, for one product in a week
    earned: dict[str, float] = {}
    for row in wanted.supplies:
        weekly = mean(sold.get(row["product_no"], [0.0])) * shares
        units = [float(round(weekly * part)) for part in row["shape"]]
        actions.save_supply(season=season, actor=planner, **_row(row, units))
        grower = wanted.growers[row["product_no"]]
        earned[grower] = earned.get(grower, 0.0) + sum(units) * float(row["margin"])
    for grower in sorted(earned, key=lambda name: earned[name])[: len(earned) // 2]:
        actions.save_floor(season=season, grower=grower, floor=round(earned[grower] * _FLOOR), actor=planner)
    actions.redraw(season=season, actor=planner, learn=False)


def _row(row: dict[str, Any], units: list[float]) -> dict[str, Any]:
    promise = float(round(sum(units) * row["promised"]))
    kept = {name: row[name] for name in ("product_no", "price", "margin", "shelf_weeks")}
    return kept | {"units": units, "promise": promise}
