"""The demo's sessions as a test bed: a truth whose form forecasts do not know, and orders that follow."""

from datetime import datetime, timedelta

import numpy as np
import pytest

from lianxin.demo import sold_lines
from lianxin.demo.build import tell
from lianxin.demo.orders.shows import Show, drawn, drawn_share, shows
from lianxin.demo.seasons import season_months
from lianxin.demo.selling import Sold
from lianxin.demo.world import Place, places
from lianxin.engines import forecast


@pytest.fixture(scope="module")
def place() -> Place:
    return places("small", 2021, 3)[0]


@pytest.fixture(scope="module")
def sold(place: Place) -> list[Sold]:
    return sold_lines.of_place(place)


def _line(one: Sold) -> forecast.PastLine:
    fresh = one.starts_at.month in season_months(one.product.season)
    shown = forecast.Showing(
        one.member_no, one.product.number, one.category, one.starts_at, one.studio_kind, one.share,
        one.product.cents / 100, fresh,
    )  # fmt: skip
    return forecast.PastLine(one.session_no, shown, one.sold, one.sold_out)


def test_the_same_place_sold_the_same(place: Place, sold: list[Sold]) -> None:
    assert sold_lines.of_place(place) == sold
    assert 0.05 < np.mean([one.sold_out for one in sold]) < 0.2
    assert all(one.sold <= one.wanted for one in sold)
    assert max(one.wanted for one in sold) > 20 * np.median([one.wanted for one in sold])


def test_a_forecast_beats_the_means_and_says_how_sure_it_is(sold: list[Sold]) -> None:
    """Three of the origins of `bench/forecast.py`, with the units that records tell."""
    lines = [_line(one) for one in sold]
    truth = {(one.session_no, one.product.number): float(one.wanted) for one in sold}
    wanted, found, means = [], [], {name: [] for name in forecast.MEANS}
    for origin in (datetime(2021, 4, 15), datetime(2021, 7, 15), datetime(2021, 10, 15)):
        past, ahead = forecast.split(lines, origin, ahead=timedelta(weeks=4), sessions=120)
        asked = [one.shown for one in ahead]
        found.append(forecast.forecast(forecast.fit(past), asked))
        for name, parts in means.items():
            parts.append(forecast.mean_of(name, past, asked))
        wanted += [truth[one.session, one.shown.product] for one in ahead]
    real = np.array(wanted)
    whole = forecast.Forecast(*(np.concatenate([getattr(x, name) for x in found]) for name in vars(found[0])))
    wape, bias, coverage = forecast.against(real, whole)
    best = min(np.abs(np.concatenate(parts) - real).sum() / real.sum() for parts in means.values())
    assert wape < 0.85 * best
    assert abs(bias) < 0.1
    assert 0.75 <= coverage <= 0.85


def test_every_show_is_of_an_item_of_its_platform_that_its_session_lists(place: Place) -> None:
    cast, items, sheets = tell(place)
    found = shows(place, cast, items, sheets)
    sessions = {row["session_no"]: row for row in sheets["live_sessions"]}
    listed = {
        (sessions[row["session_no"]]["member_no"], sessions[row["session_no"]]["platform"], row["product_no"])
        for row in sheets["live_items"]
    }
    assert len(found) > 0.95 * len(sheets["live_items"])
    assert all((one.member_no, one.item.platform, one.item.product.number) in listed for one in found)
    assert all(one.weight > 0 and one.ends > one.starts for one in found)


def test_shows_draw_their_share_and_each_year_keeps_its_own(place: Place) -> None:
    chance = np.arange(1.0, 11.0)
    years = (slice(0, 5), slice(5, 10))
    show = lambda day, weight: Show(None, "M1", day, 0, 1, weight)  # type: ignore[arg-type]
    own = [show(1, 1.0), show(3, 3.0), show(3, 1.0)]
    found = drawn(chance, years, own)
    assert found[:5].sum() == pytest.approx(chance[:5].sum())
    assert list(found[5:]) == list(chance[5:])
    share = drawn_share(chance, years, own) * found
    assert share.sum() == pytest.approx(0.6 * chance[:5].sum())
    assert share[3] == pytest.approx(4 * share[1])
