"""Every figure against plain Python over dict rows: value, rows, each split, each filter, and the receipt."""

import importlib
import tomllib
from collections import Counter
from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from statistics import median
from typing import Any

import pytest

from lianxin.engines.figures import Duck, Figure, World, compute, json_value, receipt

Row = dict[str, Any]
Rows = list[Row]
APPS = ("people", "learning", "council", "liaison", "spaces", "voice", "goodworks", "market", "sales", "desk")
FIGURES: dict[str, Figure] = {
    figure.key: figure for app in APPS for figure in importlib.import_module(f"lianxin.{app}.figures").FIGURES
}
CONTRACT = tomllib.loads(
    (Path(__file__).parents[4] / "tests" / "contract" / "figures.toml").read_text("utf-8")
)
CONTRACT = {f"{line}.{name}": what for line, figures in CONTRACT.items() for name, what in figures.items()}
PERIODS = [
    (date(2021, 1, 1), date(2021, 12, 31)),
    (date(2020, 2, 1), date(2020, 2, 29)),
    (date(2020, 2, 29), date(2020, 2, 29)),
    (date(2021, 7, 1), date(2021, 9, 30)),
    (date(2020, 1, 1), date(2021, 12, 31)),
    (date(2018, 1, 1), date(2018, 12, 31)),
]


# --- the oracle ---


class Oracle:
    """Evidence rows of each figure, from the contract's words; each has `at` for flow figures."""

    def __init__(self, rows: dict[str, Rows], first: date, last: date) -> None:
        self.t, self.first, self.last = rows, first, last

    def flow(self, table: str, column: str, keep: Callable[[Row], bool] = lambda r: True) -> Rows:
        found = []
        for row in self.t[table]:
            at = row[column].date() if isinstance(row[column], datetime) else row[column]
            if at is not None and self.first <= at <= self.last and keep(row):
                found.append(row | {"at": at})
        return found

    def point(self, table: str, start: str, end: str, keep: Callable[[Row], bool] = lambda r: True) -> Rows:
        return [
            row
            for row in self.t[table]
            if (row[start] is None or row[start] <= self.last)
            and not (row[end] is not None and row[end] <= self.last)
            and keep(row)
        ]

    def find(self, table: str, key: str, value: str) -> Row:
        return next((row for row in self.t[table] if row[key] == value), {})

    def joined(self, rows: Rows, table: str, key: str, *columns: str) -> Rows:
        return [row | {c: self.find(table, key, row[key]).get(c) for c in columns} for row in rows]

    def latest(self, table: str, *key: str) -> Rows:
        best: dict[tuple[Any, ...], Row] = {}
        for row in self.t[table]:
            k = tuple(row[c] for c in key)
            if row["as_of"] <= self.last and (k not in best or best[k]["as_of"] < row["as_of"]):
                best[k] = row
        return list(best.values())

    def attendances(self) -> Rows:
        rows = self.joined(self.flow("attendances", "date"), "events", "event_no", "kind", "topic", "status")
        return [row for row in rows if row["status"] == "已举办"]

    def assignments(self) -> Rows:
        return self.joined(
            self.point("assignments", "starts_on", "ends_on"), "officers", "officer_no", "role"
        )

    def bookings(self, *status: str) -> Rows:
        rows = self.flow("bookings", "starts_at", lambda r: r["status"] in status)
        rows = self.joined(rows, "studios", "studio_no", "kind", "base")
        return [r | {"hours": Decimal((r["ends_at"] - r["starts_at"]).seconds) / 3600} for r in rows]

    def studios(self) -> Rows:
        used: Counter[str] = Counter()
        for row in self.bookings("已使用"):
            used[row["studio_no"]] += row["hours"]
        found = []
        for row in self.t["studios"]:
            day, days = self.first, 0
            while day <= self.last:
                days += row["opened_on"] <= day and not (row["closed_on"] and row["closed_on"] <= day)
                day += timedelta(days=1)
            start, end = (
                timedelta(hours=int(text[:2]), minutes=int(text[3:])) for text in row["opens"].split("-")
            )
            if end <= start:
                end += timedelta(days=1)
            if days or row["studio_no"] in used:
                hours = Decimal((end - start).total_seconds()) / 3600 * days
                found.append(row | {"open": hours, "used": used[row["studio_no"]]})
        return found

    def sold(self) -> Rows:
        rows = self.flow("lines", "paid_at", lambda r: r["status"] != "unpaid" and not r["covered"])
        ranked = {(r["platform"], r["item_id"]) for r in self.flow("rankings", "date")}
        return [self.credited(r) | {"ranked": (r["platform"], r["item_id"]) in ranked} for r in rows]

    def credited(self, line: Row) -> Row:
        own = [a for a in self.t["accounts"] if a["platform"] == line["platform"]]
        listing: Row = next(
            (
                x
                for x in self.t["listings"]
                if (x["platform"], x["item_id"]) == (line["platform"], line["item_id"])
            ),
            {},
        )
        by_id = sorted((a["as_of"], a["member_no"]) for a in own if a["account_id"] == line["creator_id"])
        by_name = {
            a["member_no"] for a in own if line["creator_key"] and a["nickname_key"] == line["creator_key"]
        }
        if by_id:
            member = by_id[-1][1]
        elif len(by_name) == 1:
            (member,) = by_name
        elif line["creator_id"] or line["creator_name"]:
            member = ""
        else:
            member = listing.get("member_no") or ""
        short = {"四川省": "四川", "内蒙古自治区": "内蒙古", "北京市": "北京"}
        return line | {
            "member_no": member,
            "product_no": listing.get("product_no") or "",
            "province": short.get(line["province"], line["province"]),
        }

    def views(self) -> Rows:
        stats = {row["work_no"]: row for row in self.latest("work_stats", "work_no")}
        works = self.flow("works", "published_on")
        return [w | {"views": stats[w["work_no"]]["views"]} for w in works if w["work_no"] in stats]

    def evidence(self, key: str) -> Rows:
        return {
            "learning.events": lambda: self.flow("events", "starts_on", lambda r: r["status"] == "已举办"),
            "learning.courses": lambda: self.flow(
                "events", "starts_on", lambda r: r["status"] == "已举办" and r["kind"] == "培训班"
            ),
            "learning.attendances": lambda: [r for r in self.attendances() if r["kind"] == "培训班"],
            "learning.all_attendances": self.attendances,
            "learning.certificates": lambda: self.flow(
                "certificates", "issued_on", lambda r: not (r["revoked_on"] and r["revoked_on"] <= self.last)
            ),
            "council.units": lambda: self.point(
                "organisations", "joined_on", "left_on", lambda r: r["kind"] == "成员单位"
            ),
            "council.meetings": lambda: self.flow("meetings", "held_on", lambda r: r["kind"] == "专题会议"),
            "council.measures": lambda: self.flow("measures", "due_on"),
            "council.measures_done": lambda: self.flow(
                "measures", "due_on", lambda r: r["done_on"] is not None and r["done_on"] <= self.last
            ),
            "council.on_time_rate": lambda: self.flow("measures", "due_on"),
            "council.tasks_closed": lambda: self.flow(
                "resolutions", "done_on", lambda r: r["kind"] == "任务"
            ),
            "people.members": lambda: self.point("members", "joined_on", "left_on"),
            "people.focus_members": lambda: self.point(
                "members", "joined_on", "left_on", lambda r: r["focus"]
            ),
            "people.network_companies": lambda: self.point(
                "organisations", "joined_on", "left_on", lambda r: r["kind"] == "网络企业"
            ),
            "people.followers": lambda: self.latest("accounts", "platform", "account_id"),
            "people.likes": lambda: self.latest("accounts", "platform", "account_id"),
            "liaison.officers": self.assignments,
            "liaison.most_per_officer": self.assignments,
            "liaison.coverage": lambda: self.evidence("people.focus_members"),
            "liaison.contacts": lambda: self.flow("contacts", "date", lambda r: r["reached"]),
            "liaison.cases_opened": lambda: self.flow("cases", "opened_on"),
            "liaison.cases_closed": lambda: self.flow("cases", "closed_on"),
            "liaison.case_days": lambda: self.flow("cases", "closed_on"),
            "liaison.cases_solved": lambda: self.flow(
                "cases", "confirmed_on", lambda r: r["confirmation"] == "已解决"
            ),
            "spaces.bases": lambda: self.point("bases", "opened_on", "closed_on"),
            "spaces.studios": lambda: self.point("studios", "opened_on", "closed_on"),
            "spaces.bookings_used": lambda: self.bookings("已使用"),
            "spaces.hours_used": lambda: self.bookings("已使用"),
            "spaces.no_show_rate": lambda: self.bookings("已使用", "未到"),
            "spaces.utilisation": self.studios,
            "voice.appointments": lambda: self.flow("appointments", "starts_on"),
            "voice.serving": lambda: self.point("appointments", "starts_on", "ends_on"),
            "voice.first_ever": lambda: self.flow(
                "appointments", "starts_on", lambda r: bool(r["first_ever"])
            ),
            "voice.proposals": lambda: self.flow("proposals", "submitted_on"),
            "voice.answered": lambda: self.flow("proposals", "answered_on"),
            "voice.satisfaction": lambda: self.flow("proposals", "answered_on", lambda r: bool(r["rating"])),
            "goodworks.campaigns": lambda: self.flow("campaigns", "starts_on"),
            "goodworks.volunteers": lambda: self.evidence("goodworks.hours"),
            "goodworks.hours": lambda: self.joined(
                self.flow("participations", "date"), "campaigns", "campaign_no", "kind"
            ),
            "goodworks.donations": lambda: self.flow("donations", "donated_on"),
            "goodworks.honours": lambda: self.flow("honours", "awarded_on"),
            "goodworks.mentees": lambda: self.point("mentorships", "starts_on", "ends_on"),
            "goodworks.works": lambda: self.flow("works", "published_on"),
            "goodworks.views": self.views,
            "market.outlets": lambda: self.point("outlets", "opened_on", "closed_on"),
            "market.products": lambda: self.point("products", "listed_on", "delisted_on"),
            "market.contract_area": lambda: self.point("contracts", "signed_on", "ends_on"),
            "market.investment": lambda: self.flow("investments", "signed_on"),
            "market.jobs": lambda: self.flow("investments", "signed_on"),
            "market.live_sessions": lambda: self.flow("live_sessions", "starts_at"),
            "sales.bestsellers": lambda: [r for r in self.sold() if r["ranked"]],
            "sales.unattributed": lambda: [r for r in self.sold() if not r["member_no"]],
            "desk.questions": lambda: self.flow("questions", "asked_on"),
            "desk.answered": lambda: self.flow("questions", "answered_on"),
            "desk.sourced_rate": lambda: self.flow("questions", "answered_on"),
        }.get(key, self.sold)()

    def value(self, key: str, rows: Rows) -> Any:
        items = {(r["platform"], r["item_id"]) for r in rows if "item_id" in r}
        special: dict[str, Callable[[], Any]] = {
            "council.on_time_rate": lambda: share(
                rows, lambda r: r["done_on"] is not None and r["done_on"] <= r["due_on"]
            ),
            "people.followers": lambda: sum(r["followers"] or 0 for r in rows),
            "people.likes": lambda: sum(r["likes"] or 0 for r in rows),
            "liaison.officers": lambda: len({r["officer_no"] for r in rows}),
            "liaison.most_per_officer": lambda: max(
                Counter(o for o, _ in {(r["officer_no"], r["member_no"]) for r in rows}).values(),
                default=None,
            ),
            "liaison.coverage": lambda: share(
                rows, lambda r: r["member_no"] in {a["member_no"] for a in self.assignments()}
            ),
            "liaison.case_days": lambda: (
                places(median((r["closed_on"] - r["opened_on"]).days for r in rows), 1) if rows else None
            ),
            "spaces.hours_used": lambda: places(sum(r["hours"] for r in rows), 2),
            "spaces.no_show_rate": lambda: share(rows, lambda r: r["status"] == "未到"),
            "spaces.utilisation": lambda: percent(sum(r["used"] for r in rows), sum(r["open"] for r in rows)),
            "voice.satisfaction": lambda: share(rows, lambda r: r["rating"] in ("满意", "基本满意")),
            "goodworks.volunteers": lambda: len({r["member_no"] for r in rows}),
            "goodworks.hours": lambda: places(sum(r["hours"] for r in rows), 2),
            "goodworks.donations": lambda: places(sum(r["amount"] for r in rows), 2),
            "goodworks.mentees": lambda: len({r["mentee_no"] for r in rows}),
            "goodworks.views": lambda: sum(r["views"] for r in rows),
            "market.contract_area": lambda: places(sum(r["area_mu"] for r in rows), 2),
            "market.investment": lambda: places(sum(r["amount"] for r in rows), 2),
            "market.jobs": lambda: sum(r["jobs"] or 0 for r in rows),
            "sales.orders": lambda: len({(r["platform"], r["order_id"]) for r in rows}),
            "sales.units": lambda: sum(r["quantity"] for r in rows),
            "sales.items": lambda: len(items),
            "sales.gross": lambda: places(sum(r["paid_amount"] for r in rows), 2),
            "sales.refunds": lambda: places(sum(r["refund_amount"] for r in rows), 2),
            "sales.net": lambda: places(sum(r["paid_amount"] - r["refund_amount"] for r in rows), 2),
            "sales.refund_rate": lambda: percent(
                sum(r["refund_amount"] for r in rows), sum(r["paid_amount"] for r in rows)
            ),
            "sales.bestsellers": lambda: len(items),
            "sales.bestseller_rate": lambda: percent(
                len({(r["platform"], r["item_id"]) for r in rows if r["ranked"]}), len(items)
            ),
            "sales.provinces": lambda: len({r["province"] for r in rows} - {""}),
            "sales.unattributed": lambda: places(sum(r["paid_amount"] for r in rows), 2),
            "desk.sourced_rate": lambda: share(rows, lambda r: bool(r["sources"])),
        }
        return special.get(key, lambda: len(rows))()


def places(number: Any, n: int) -> Any:
    rounded = Decimal(number).quantize(Decimal(1).scaleb(-n), ROUND_HALF_UP)
    return str(rounded) if n == 2 else float(rounded)


def percent(part: Any, whole: Any) -> float | None:
    return float(places(Decimal(part) * 100 / Decimal(whole), 1)) if whole else None


def share(rows: Rows, test: Callable[[Row], bool]) -> float | None:
    return percent(sum(1 for row in rows if test(row)), len(rows))


def group_of(row: Row, dimension: str) -> str:
    if dimension in ("month", "year"):
        return row["at"].isoformat()[: 7 if dimension == "month" else 4]
    return row[dimension] or ""


# --- the tests ---


def test_the_figures_are_those_of_the_contract() -> None:
    assert FIGURES.keys() == CONTRACT.keys()
    assert len(FIGURES) == 64


@pytest.mark.parametrize("key", CONTRACT)
def test_a_figure_is_declared_as_in_the_contract(key: str) -> None:
    figure, contract = FIGURES[key], CONTRACT[key]
    assert (figure.zh, figure.kind, figure.unit, list(figure.by)) == (
        contract["zh"],
        contract["kind"],
        contract["unit"],
        contract["by"],
    )
    assert figure.en and figure.definition and figure.definition_zh.strip("。") == figure.definition_zh


@pytest.mark.parametrize("period", PERIODS, ids=str)
def test_values_and_rows(small_world: Any, period: tuple[date, date]) -> None:
    results = compute(World(Duck(small_world.con), *period), list(FIGURES.values()))
    oracle = Oracle(small_world.rows, *period)
    for key, result in results.items():
        rows = oracle.evidence(key)
        assert (key, json_value(result.value), result.rows) == (key, oracle.value(key, rows), len(rows))


@pytest.mark.parametrize("small_world", [1], indirect=True)
@pytest.mark.parametrize("key", CONTRACT)
def test_splits_and_filters(small_world: Any, key: str) -> None:
    figure, period = FIGURES[key], PERIODS[4]
    world, oracle = World(Duck(small_world.con), *period), Oracle(small_world.rows, *period)
    rows = oracle.evidence(key)
    for dimension in figure.by:
        groups: dict[str, Rows] = {}
        for row in rows:
            groups.setdefault(group_of(row, dimension), []).append(row)
        expected = [(k, oracle.value(key, groups[k]), len(groups[k])) for k in sorted(groups)]
        found = compute(world, [figure], by=dimension)[key].groups
        assert [(g.key, json_value(g.value), g.rows) for g in found] == expected
        for group, value, count in [*expected[:2], *expected[-1:]]:
            filtered = compute(world, [figure], {dimension: group})[key]
            assert (dimension, group, json_value(filtered.value), filtered.rows) == (
                dimension,
                group,
                value,
                count,
            )


@pytest.mark.parametrize("small_world", [2], indirect=True)
@pytest.mark.parametrize("key", CONTRACT)
def test_the_receipt_holds_every_row_once(small_world: Any, key: str) -> None:
    figure, period = FIGURES[key], PERIODS[4]
    rows = Oracle(small_world.rows, *period).evidence(key)
    found = receipt(World(Duck(small_world.con), *period), figure)
    streamed = list(found.stream())
    assert len(streamed) == len(rows) == found.result.rows
    pages = [row for offset in range(0, len(rows) + 1, 41) for row in found.page(offset, 41)]
    assert sorted(map(repr, pages)) == sorted(map(repr, streamed))
    assert pages == [row for offset in range(0, len(rows) + 1, 41) for row in found.page(offset, 41)]
    for row in streamed:
        assert set(row) == {*found.columns, "source"}
        assert row["source"]["file"] if "file" in row["source"] else row["source"]["user"] == "li"
    main = [c for c in ("order_id", "line_id", "case_no", "work_no", "studio_no") if c in found.columns]
    assert sorted(tuple(str(r[c]) for c in main) for r in streamed) == sorted(
        tuple(str(r[c]) for c in main) for r in rows
    )


@pytest.mark.parametrize("small_world", [3], indirect=True)
@pytest.mark.parametrize("key", CONTRACT)
def test_two_filters_together(small_world: Any, key: str) -> None:
    figure, period = FIGURES[key], PERIODS[4]
    oracle = Oracle(small_world.rows, *period)
    rows = oracle.evidence(key)
    where = {dimension: group_of(rows[0], dimension) for dimension in figure.by[:3]} if rows else {}
    left = [row for row in rows if all(group_of(row, d) == v for d, v in where.items())]
    world = World(Duck(small_world.con), *period)
    result = compute(world, [figure], where)[key]
    assert (json_value(result.value), result.rows) == (oracle.value(key, left), len(left))
    assert len(receipt(world, figure, where).page(0, 1000)) == len(left)


@pytest.mark.parametrize("small_world", [2], indirect=True)
@pytest.mark.parametrize("key", ["sales.net", "sales.unattributed", "sales.bestsellers"])
@pytest.mark.parametrize("size", [3, 7, 20])
def test_pages_of_joined_rows_are_found_from_any_place(
    small_world: Any, key: str, size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importlib.import_module("lianxin.engines.figures.receipt"), "_EVERY", 7)
    figure, period = FIGURES[key], PERIODS[4]
    for dimension in {"member_no", "platform"} & {*figure.by}:
        groups = compute(World(Duck(small_world.con), *period), [figure], by=dimension)[key].groups
        for group in (*groups[:3], *groups[-1:]):
            found = receipt(World(Duck(small_world.con), *period), figure, {dimension: group.key})
            pages = [row for offset in range(0, group.rows + 30, size) for row in found.page(offset, size)]
            assert len(pages) == group.rows
            assert sorted(map(repr, pages)) == sorted(map(repr, found.stream()))
            assert pages == found.page(0, group.rows + 1)
