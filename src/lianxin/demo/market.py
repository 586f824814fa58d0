"""The market for produce: outlets, products, what is listed where, contracts, investments."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from lianxin.demo.people import Cast
from lianxin.demo.produce import KINDS, Product, products
from lianxin.demo.world import Place, Row, Sheets, some_day, split

#: The best-known creator's 42 items: how many on each platform, and the share of the orders.
BEST_ITEMS = (("抖音", 36), ("快手", 4), ("视频号", 2))
#: Other sellers' items on each platform.
_OTHER_ITEMS = (
    ("抖音", 84),
    ("拼多多", 48),
    ("淘宝", 36),
    ("快手", 16),
    ("京东", 16),
    ("小红书", 12),
    ("视频号", 8),
)
_PRODUCTS, _DELISTED = 149, 6
#: So many, the first of all, are on sale to the end.
ON_SALE = _PRODUCTS - _DELISTED - 1
_CONTRACT_MU = 10_260


@dataclass(frozen=True)
class Item:
    """One item in a shop. `owner` is the member whose shop it is, or ""."""

    platform: str
    item_id: str
    product: Product
    title: str
    owner: str
    since: date


def build(place: Place, cast: Cast) -> tuple[list[Item], Sheets]:
    """All items, and the sheets outlets, products, listings, contracts and investments."""
    made = products([place.number("P", n, 3) for n in range(1, _PRODUCTS + 1)])
    items = _best_items(place, cast, made) + _other_items(place, cast, made)
    listings: list[Row] = [
        {
            "platform": i.platform,
            "item_id": i.item_id,
            "product_no": i.product.number,
            "title": i.title,
            "member_no": i.owner,
        }
        for i in items
    ]
    sheets = {
        "outlets": _outlets(place, cast),
        "products": _products(place, cast, made),
        "listings": listings,
        "contracts": _contracts(place, cast, made),
        "investments": _investments(place, cast),
    }
    return items, sheets


def _outlets(place: Place, cast: Cast) -> list[Row]:
    """204 open at the end of the year, of 207 ever opened."""
    rng = place.random("outlets")
    rows: list[Row] = []
    for n in range(1, 208):
        town = place.towns[n % len(place.towns)]
        village = (
            rng.choice(("青竹", "双桥", "大坪", "白云", "石梁", "柳湾", "新房", "高峰"))
            + rng.choice("一二三")
            + "村"
        )
        since = some_day(rng, date(place.year - 3, 1, 1), date(place.year - 1, 12, 30))
        opened = since if n <= 168 else some_day(rng, place.turn, date(place.year, 12, 10))
        closed = date(place.year, 3 + n // 20, 15) if n in (17, 58, 99) else None
        rows.append(
            {
                "outlet_no": place.number("W", n, 3), "name": f"{town}{village}电商服务站",
                "operator": rng.choice(cast.growers + cast.companies), "town": town, "village": village,
                "opened_on": opened, "closed_on": closed,
            }
        )  # fmt: skip
    return rows


def _products(place: Place, cast: Cast, made: list[Product]) -> list[Row]:
    rng = place.random("products")
    delisted = set(range(_PRODUCTS - _DELISTED, _PRODUCTS))
    rows: list[Row] = []
    for n, product in enumerate(made):
        _, category, season, unit, _ = KINDS[product.kind]
        listed = some_day(rng, date(place.year - 2, 1, 1), date(place.year - 1, 3, 1))
        rows.append(
            {
                "product_no": product.number, "name": product.name, "category": category,
                "producer": cast.growers[product.kind % len(cast.growers)], "season": season, "unit": unit,
                "certification": rng.choices(("地理标志", "绿色食品", "有机", "无"), (15, 30, 10, 45))[0],
                "listed_on": listed if n % 9 else some_day(rng, place.turn, date(place.year, 6, 30)),
                "delisted_on": date(place.year, 7, 31) if n in delisted else None,
            }
        )  # fmt: skip
    return rows


def _best_items(place: Place, cast: Cast, made: list[Product]) -> list[Item]:
    """The creator's own shop: small packings, 30 items from the first year and 12 more in the second."""
    platforms = [platform for platform, count in BEST_ITEMS for _ in range(count)]
    return [
        Item(
            platform,
            _item_id(place, platform, n),
            made[n],
            _title(place, made[n]),
            cast.best.number,
            date(place.year, 1 + n % 6, 5) if n % 7 in (2, 5) else place.first,
        )
        for n, platform in enumerate(platforms)
    ]


def _other_items(place: Place, cast: Cast, made: list[Product]) -> list[Item]:
    rng = place.random("items")
    owners = [
        m for m in cast.members if m is not cast.best and m.left_on is None and m.joined_on < place.turn
    ]
    goods = made[30 : _PRODUCTS - _DELISTED]
    found: list[Item] = []
    for platform, count in _OTHER_ITEMS:
        # Every packing on every platform: few items would else leave dear ones out.
        step = len(goods) / count
        for n in range(count):
            owner = rng.choice(owners).number if rng.random() < 0.95 else ""
            # Not drawn: the district's turnover would move with it.
            since = place.first + timedelta(days=n * 37 % 420 if n % 5 > 2 else 0)
            product = goods[int(n * step)]
            item_id = _item_id(place, platform, 100 + len(found))
            found.append(Item(platform, item_id, product, _title(place, product), owner, since))
    return found


#: How item numbers of a platform begin, and how long they are.
_ITEM_NUMBERS = {
    "抖音": ("35", 19), "快手": ("22", 14), "视频号": ("10", 14), "拼多多": ("41", 12), "淘宝": ("66", 12),
    "京东": ("10", 11), "小红书": ("64", 18),
}  # fmt: skip


def _item_id(place: Place, platform: str, n: int) -> str:
    head, length = _ITEM_NUMBERS[platform]
    return head + f"{(n + 1) * 7_919 + place.index * 10_000_000:0{length - len(head)}d}"


def _title(place: Place, product: Product) -> str:
    return place.short() + product.name


def _contracts(place: Place, cast: Cast, made: list[Product]) -> list[Row]:
    """10,260 mu under contract at the end of the year; the year before's contracts have run out."""
    rng = place.random("contracts")
    rows: list[Row] = []
    for year, count, mu in ((place.year - 1, 21, 6_870), (place.year, 34, _CONTRACT_MU)):
        for area in split(mu * 10, [rng.uniform(0.4, 2.2) for _ in range(count)]):
            signed = some_day(rng, date(year, 1, 8), date(year, 8, 30))
            quantity, price = Decimal(area * 12), Decimal(rng.randint(24, 92)) / 10
            share = Decimal(rng.randint(60, 104)) / 100
            rows.append(
                {
                    "contract_no": place.number("HT", len(rows) + 1, 3), "producer": rng.choice(cast.growers),
                    "buyer": rng.choice(cast.companies), "product_no": rng.choice(made[:30]).number,
                    "area_mu": Decimal(area) / 10, "quantity": quantity, "floor_price": price,
                    "delivered": quantity * share,
                    "paid": (quantity * share * price * Decimal("0.93")).quantize(Decimal("0.01")),
                    "signed_on": signed,
                    "ends_on": signed + timedelta(days=365 if year == place.year else 340),
                }
            )  # fmt: skip
    return rows


def _investments(place: Place, cast: Cast) -> list[Row]:
    """The year's one project is the factory of the best-known creator."""
    projects = (
        ("竹笋初加工车间改造", cast.companies[2], 320_000, 12, date(place.year - 1, 5, 20)),
        ("包装与分拣中心", cast.companies[5], 480_000, 18, date(place.year - 1, 9, 8)),
        ("农产品加工厂", "", 1_500_000, 46, date(place.year, 6, 11)),
    )
    return [
        {
            "project_no": place.number("TZ", n, 3), "title": title, "organisation": company,
            "member_no": "" if company else cast.best.number, "town": place.towns[2],
            "amount": Decimal(amount),
            "jobs": jobs, "signed_on": signed,
        }
        for n, (title, company, amount, jobs, signed) in enumerate(projects, 1)
    ]  # fmt: skip
