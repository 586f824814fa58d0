"""What is learnt from lines whose truth is known, and what is said of what was never seen."""

import itertools
from datetime import datetime, timedelta

import numpy as np
import pytest

from lianxin.engines import forecast as engine
from lianxin.engines.forecast import PastLine, Showing, fit, forecast
from lianxin.engines.forecast.demand import Offer, expected, sessions_a_week

MONDAY = datetime(2024, 3, 4, 20)
CATEGORIES = ("茶叶", "水果", "粮油", "竹笋")


def test_the_names_of_the_engine_are_those_it_lists() -> None:
    assert sorted(engine.__all__) == sorted({name for name in vars(engine) if name in engine.__all__})


def _lines(sessions: int, seed: int = 0, *, stock: float | None = None) -> list[PastLine]:
    """Sales that are a product of tastes, with a shock per session; evenings sell double."""
    rng = np.random.default_rng(seed)
    creators, products = rng.lognormal(0, 0.5, 6), rng.lognormal(0, 0.5, 12)
    found = []
    for n in range(sessions):
        creator = int(rng.integers(6))
        at = MONDAY + timedelta(days=n, hours=-10 if n % 3 == 0 else 0)
        shock = rng.lognormal(-0.045, 0.3)
        for product in rng.choice(12, 4, replace=False):
            units = int(rng.integers(1, 4))
            rate = 12 * creators[creator] * products[product] * units**0.75 * (1 if n % 3 == 0 else 2)
            wanted = int(rng.negative_binomial(4, 4 / (4 + rate * shock)))
            most = int(rate * stock) if stock else wanted + 1
            shown = Showing(f"C{creator}", f"P{product}", CATEGORIES[product % 4], at, "标准", units, 20.0)
            found.append(PastLine(f"S{n}", shown, min(wanted, most), wanted >= most))
    return found


@pytest.fixture(scope="module")
def learnt():
    return fit(_lines(110))


def test_tastes_hours_and_time_shown_are_found(learnt) -> None:
    ask = lambda **more: forecast(learnt, [Showing(**({
        "creator": "C1", "product": "P1", "category": "水果", "starts_at": MONDAY + timedelta(days=140),
        "studio_type": "标准", "price": 20.0,
    } | more))]).mean[0]  # fmt: skip
    morning = ask(starts_at=MONDAY + timedelta(days=140, hours=-10))
    assert 1.6 < ask() / morning < 2.4
    assert 1.5 < ask(units=2.0) / ask() < 1.9
    rng = np.random.default_rng(0)
    creators, products = rng.lognormal(0, 0.5, 6), rng.lognormal(0, 0.5, 12)
    assert ask() == pytest.approx(24 * creators[1] * products[1], rel=0.35)
    assert 2.5 < learnt.size < 7
    assert 0.03 < learnt.session_variance < 0.2


def test_it_holds_on_sessions_that_came_later() -> None:
    lines = _lines(220, seed=3)
    past, ahead = engine.split(lines, MONDAY + timedelta(days=150), ahead=timedelta(days=70))
    assert {one.session for one in past}.isdisjoint(one.session for one in ahead)
    scored = engine.score(engine.compare(fit(past), ahead))
    means = [engine.mean_of(name, past, [one.shown for one in ahead]) for name in engine.MEANS]
    sold = np.array([one.sold for one in ahead])
    best = min(np.abs(mean - sold).sum() / sold.sum() for mean in means)
    assert scored.wape is not None
    assert scored.wape < 0.85 * best
    assert abs(scored.bias) < 0.15
    assert 0.7 < scored.coverage < 0.9


def test_a_sold_out_line_counts_as_at_least_what_was_sold() -> None:
    whole = fit(_lines(150, seed=5))
    cut = _lines(150, seed=5, stock=1.0)
    assert np.mean([line.sold_out for line in cut]) > 0.3
    plain = fit([PastLine(line.session, line.shown, line.sold) for line in cut])
    asked = [line.shown for line in _lines(150, seed=5)]
    truth, known, taken = (forecast(one, asked).mean.sum() for one in (whole, fit(cut), plain))
    assert taken < 0.85 * truth
    assert known == pytest.approx(truth, rel=0.08)


def test_who_and_what_is_new_falls_back_and_is_less_sure(learnt) -> None:
    at = MONDAY + timedelta(days=140)
    old = Showing("C1", "P1", "水果", at, "标准", 1.0, 20.0)
    creator, product, both = (
        Showing("new", "P1", "水果", at, "标准", 1.0, 20.0),
        Showing("C1", "new", "水果", at, "标准", 1.0, 20.0),
        Showing("new", "new", "new", at, "new", 1.0, 0.0),
    )
    found = forecast(learnt, [old, creator, product, both])
    assert list(found.cv[:1]) < list(found.cv[1:2])
    assert found.cv[0] < found.cv[2] < found.cv[3]
    assert np.all(found.low <= found.mean)
    assert np.all(found.mean <= found.high)
    assert np.all(found.mean > 0)


def test_intervals_hold_what_they_say_whatever_their_width(learnt) -> None:
    asked = [line.shown for line in _lines(60, seed=9)]
    narrow, wide = forecast(learnt, asked, shares=0.5), forecast(learnt, asked, shares=0.95)
    assert np.all(wide.low <= narrow.low)
    assert np.all(narrow.high <= wide.high)


def test_the_same_lines_teach_the_same() -> None:
    one, other = fit(_lines(40)), fit(_lines(40))
    assert np.array_equal(one.effects, other.effects)


@pytest.mark.parametrize("sold", [0, 5])
def test_a_single_line_is_enough_to_say_something(sold: int) -> None:
    shown = Showing("C1", "P1", "茶叶", MONDAY)
    found = forecast(fit([PastLine("S1", shown, sold)]), [shown])
    assert np.isfinite(found.mean).all()
    assert found.low[0] <= found.high[0]


def test_nothing_to_learn_from_is_said() -> None:
    with pytest.raises(ValueError, match="nothing"):
        fit([])


def test_the_form_that_a_plan_needs_says_what_the_forecast_says(learnt) -> None:
    slots = [MONDAY + timedelta(days=150 + n, hours=-10 * (n % 2)) for n in range(6)]
    offers = [Offer(f"P{n}", CATEGORIES[n % 4], 20.0, frozenset({3, 8}) if n == 0 else Offer("", "").fresh_in)
              for n in range(3)]  # fmt: skip
    found = expected(learnt, ["C1", "new"], offers, slots, ["标准", ""], most_units=3)
    assert found.curve[:2] == (0.0, 1.0)
    assert 0.1 < found.cv < 1.5
    asked = list(itertools.product(("C1", "new"), offers, enumerate(slots), ("标准", "")))
    direct = forecast(learnt, [offer.shown(creator, at, room) for creator, offer, (_, at), room in asked])
    said = [
        found.base[creator, offer.product]
        * found.slot_factor[offer.product][n]
        * found.studio_factor[offer.product][room]
        for creator, offer, (n, _), room in asked
    ]
    assert said == pytest.approx(list(direct.mean), rel=0.05)
    assert all(np.mean(factors) == pytest.approx(1) for factors in found.slot_factor.values())


def test_sessions_a_week_counts_weeks_in_which_a_product_was_sold() -> None:
    lines = [
        PastLine(f"S{n}", Showing("C1", "P1", "茶叶", MONDAY + timedelta(days=day)), 1)
        for n, day in enumerate((0, 1, 20))
    ]
    assert sessions_a_week(lines) == 1.5
    assert sessions_a_week([]) == 1.0
