"""The known figures of the programme, computed from the demo's records through the real import."""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from lianxin import demo
from lianxin.core.home import ENVIRONMENT, Home
from lianxin.demo.build import tell
from lianxin.demo.orders.sales import BEST_ORDERS, DAY, plans, stream
from lianxin.demo.orders.shows import shows
from lianxin.demo.world import places
from lianxin.lib.money import two_places
from lianxin.records.actions import import_paths
from lianxin.reports import actions, queries
from lianxin.sales.queries import lake

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("event")]
BEST = {"member_no": "M0001"}
TWO_YEARS = "2020..2021"


class Known(NamedTuple):
    key: str
    where: dict[str, str]
    value: Any
    period: str = "2021"


#: Exact, whatever the scale of the orders.
KNOWN = (
    Known("council.units", {}, 20),
    Known("council.meetings", {}, 4),
    Known("people.network_companies", {}, 22),
    Known("people.focus_members", {}, 23),
    Known("liaison.most_per_officer", {"role": "班子成员"}, 2),
    Known("liaison.most_per_officer", {"role": "会长"}, 2),
    Known("liaison.most_per_officer", {"role": "副会长"}, 2),
    Known("liaison.cases_solved", BEST, 8),
    Known("spaces.bases", {}, 2),
    Known("spaces.studios", {}, 65),
    Known("spaces.studios", {"kind": "VIP"}, 11),
    Known("spaces.studios", {"kind": "标准"}, 54),
    Known("learning.courses", {}, 97),
    Known("learning.attendances", {}, 3987),
    Known("voice.appointments", {"kind": "协会理事", "level": "省"}, 2),
    Known("voice.appointments", {"kind": "社团班子"}, 12),
    Known("voice.appointments", {"kind": "人大代表"}, 7),
    Known("voice.appointments", {"kind": "政协委员"}, 11),
    Known("voice.serving", {"kind": "社团班子"}, 12),
    Known("voice.first_ever", {}, 1),
    Known("goodworks.donations", {}, "2036800.00"),
    Known("people.followers", BEST, 10_870_000),
    Known("people.likes", BEST, 112_630_000),
    Known("market.outlets", {}, 204),
    Known("market.products", {}, 143),
    Known("market.contract_area", {}, "10260.00"),
    Known("market.investment", {}, "1500000.00"),
    Known("goodworks.works", {}, 518),
    Known("goodworks.views", {"topic": "疫情防控"}, 4_512_600),
    Known("sales.items", BEST, 42, TWO_YEARS),
    Known("sales.bestsellers", BEST, 23, TWO_YEARS),
    Known("sales.bestseller_rate", BEST, 54.8, TWO_YEARS),
)
#: What the district report says in words about the full number of orders.
PHRASES = {
    "sales.orders": (BEST, TWO_YEARS, "超330万单"),
    "sales.gross": ({}, "2021", "近2亿元"),
    "sales.net": (BEST, TWO_YEARS, "近5000万元"),
}


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv(ENVIRONMENT, str(tmp_path / "home"))
    Home(tmp_path / "home").make()
    yield tmp_path
    lake().close()


def _fill(folder: Path, scale: str) -> dict[str, Any]:
    demo.build(folder / "files", scale=scale)
    document = import_paths(paths=[folder / "files"], actor=None)
    actions.take_snapshot()
    return document


def _one(key: str, where: dict[str, str], period: str) -> dict[str, Any]:
    (entry,) = queries.figures(keys=[key], period=period, where=where)["figures"]
    receipt = queries.receipt(key=key, period=period, where=where)
    assert receipt.head()["count"] == entry["rows"]
    receipt.close()
    columns = (key.ljust(28), period.ljust(12), str(entry["value"]).rjust(16), entry["unit"])
    print(*columns, entry["phrase"], "凭据", entry["rows"], where or "")
    return entry


def _made(scale: str) -> tuple[Decimal, Decimal, Decimal]:
    """What was made, added up apart from any import: best creator's gross and net, the year's gross."""
    place = places(scale, 2021, demo.SEED)[0]
    told = tell(place)
    turn = (date(2021, 1, 1) - place.first).days * DAY
    gross = refunds = year = 0
    for plan in plans(place, told[1], shows(place, *told)):
        for sales in stream(place, plan):
            year += int(sales.amount[sales.paid >= turn].sum())
            if plan.best:
                gross += int(sales.amount[sales.paid >= 0].sum())
                refunds += int(sales.refund.sum())
    return Decimal(gross) / 100, Decimal(gross - refunds) / 100, Decimal(year) / 100


def _check(home: Path, scale: str, share: Decimal) -> None:
    document = _fill(home, scale)
    assert document["unknown"] == []
    rejected = {f["file"]: f["rejected"] for f in document["files"] if f["rejected"]}
    assert sum(rejected.values()) == 4 * 6 + 2 * 2, rejected
    for known in KNOWN:
        assert _one(*known[:2], known.period)["value"] == known.value, known
    gross, net, year = _made(scale)
    assert _one("sales.orders", BEST, TWO_YEARS)["value"] == round(BEST_ORDERS * share)
    assert _one("sales.gross", BEST, TWO_YEARS)["value"] == two_places(gross)
    assert _one("sales.gross", {}, "2021")["value"] == two_places(year)
    # Refunds that came after the last export of their order are not in any file.
    assert net <= Decimal(_one("sales.net", BEST, TWO_YEARS)["value"]) < net * Decimal("1.003")
    assert 47_500_000 * share <= net < gross < 50_000_000 * share
    assert 190_000_000 * share <= year < 200_000_000 * share


def test_known_figures_of_the_small_district(home: Path) -> None:
    _check(home, "small", Decimal("0.01"))
    _check_all_have_values()
    _check_no_buyer_is_kept(home / "home")


def _check_no_buyer_is_kept(folder: Path) -> None:
    """Neither in a file of the home as it stands nor, unpacked, in the lake's tables."""
    marks = re.compile("虚构|(?<![0-9])(1990000[0-9]{4}|99999919900101[0-9]{4})(?![0-9])")
    for path in folder.rglob("*"):
        content = path.read_bytes().decode("utf-8", "ignore") if path.is_file() else ""
        assert not marks.search(content), path
    with lake().reading() as reading:
        for table in ("lines", "aftersales"):
            assert not marks.search(reading.con.table(f"lake.main.{table}").pl().write_csv()), table


def _check_all_have_values() -> None:
    now = {f["key"]: f for f in queries.figures(period="2021")["figures"]}
    assert len(now) == 64
    assert [key for key, figure in now.items() if figure["value"] in (None, 0, "0.00")] == []
    flows = [f for f in now.values() if f["previous"] not in (None, 0, "0.00")]
    grown = [f for f in flows if f["change"] is not None and f["change"] > 0]
    assert len(grown) > 0.8 * len(flows) > 25
    assert 20 <= now["spaces.utilisation"]["value"] <= 60
    assert 2 <= now["spaces.no_show_rate"]["value"] <= 8
    assert 80 <= now["voice.satisfaction"]["value"] < 100
    assert 80 <= now["liaison.coverage"]["value"] < 100
    assert 1 <= now["sales.refund_rate"]["value"] <= 8


@pytest.mark.slow
def test_known_figures_of_the_whole_district(home: Path) -> None:
    _check(home, "district", Decimal(1))
    for key, (where, period, phrase) in PHRASES.items():
        assert _one(key, where, period)["phrase"] == phrase
