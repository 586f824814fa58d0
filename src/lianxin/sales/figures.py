"""The figures of sales: sold order lines, and whose sale each is.

A sold line has paid_at and is not `unpaid`. Whose it is, is worked out here from the records of the
snapshot, so that a new account or listing credits old orders too.
"""

from functools import partial
from typing import Any

from lianxin.engines.figures import CountDistinct, Difference, Figure, Ratio, Sum, World
from lianxin.lib.text import LONG_PROVINCES, short_province

#: What a reader asks first stands first: what was sold when, and for how much.
_LINE = (
    "platform", "line_id", "paid_at", "item_title", "quantity", "paid_amount", "refund_amount",
    "refund_basis", "creator_name", "creator_id", "shop", "order_id", "ordered_at", "status", "item_id",
    "spec", "carrier", "city",
)  # fmt: skip


def sold_lines(world: World) -> Any:
    """One row per sold line. A join over millions of lines costs, so it is made only if wanted."""
    table = world.table("lines")
    rows = table.filter(world.in_period(table.paid_at), table.status != "unpaid", ~table.covered)
    credited = world.wants("member_no", "rule", "_nobody")
    if credited or world.wants("product_no"):
        rows = _listed(world, rows)
    if credited:
        rows = _credited(world, rows)
    if ranked := world.wants("_ranked"):
        rows = _ranked(world, rows)
    more = {"at": rows.paid_at}
    if world.wants("province"):
        more["province"] = rows.province.cases(*LONG_PROVINCES.items(), else_=rows.province)
    if credited:
        more |= {"member_no": rows["_member"], "rule": rows["_rule"], "_nobody": rows["_member"] == ""}
    if world.wants("product_no"):
        more["product_no"] = rows["_product"].coalesce("")
    if ranked:
        more["_ranked"] = rows["_ranking"].notnull()
    return world.rows(rows, *_LINE, **more)


def _listed(world: World, rows: Any) -> Any:
    table = world.table("listings")
    listings = table.select(
        _sold_on=table.platform, _sold_item=table.item_id, _product=table.product_no, _seller=table.member_no
    )
    return rows.left_join(
        listings, [rows.platform == listings["_sold_on"], rows.item_id == listings["_sold_item"]]
    )


def _credited(world: World, rows: Any) -> Any:
    """In this order: account, nickname of one member only, a creator nobody knows, the shop's member."""
    accounts = world.table("accounts")
    ids = accounts.group_by(_id_on=accounts.platform, _account=accounts.account_id).aggregate(
        _owner=accounts.member_no.argmax(accounts.as_of)
    )
    names = accounts.group_by(_name_on=accounts.platform, _name=accounts.nickname_key).aggregate(
        _namesake=accounts.member_no.min(), _namesakes=accounts.member_no.nunique()
    )
    names = names.filter(names["_namesakes"] == 1, names["_name"] != "")
    rows = rows.left_join(ids, [rows.platform == ids["_id_on"], rows.creator_id == ids["_account"]])
    rows = rows.left_join(names, [rows.platform == names["_name_on"], rows.creator_key == names["_name"]])
    named = (rows.creator_id != "") | (rows.creator_name != "")
    seller = named.ifelse("", rows["_seller"].coalesce(""))
    rule = (seller != "").ifelse("店铺成员", "无")
    rule = named.ifelse("达人未匹配", rule)
    rule = rows["_namesake"].notnull().ifelse("达人昵称", rule)
    rule = rows["_owner"].notnull().ifelse("达人账号", rule)
    return rows.mutate(_member=rows["_owner"].coalesce(rows["_namesake"], seller), _rule=rule)


def _ranked(world: World, rows: Any) -> Any:
    table = world.table("rankings")
    dated = table.filter(world.in_period(table.date))
    items = dated.select(_ranked_on=dated.platform, _ranking=dated.item_id).distinct()
    return rows.left_join(items, [rows.platform == items["_ranked_on"], rows.item_id == items["_ranking"]])


_EVERY = ("month", "year", "platform", "province", "member_no", "product_no")
_LABELS = {
    "platform": "平台",
    "item_id": "商品ID",
    "member_no": "归属成员",
    "product_no": "产品编号",
    "shop": "店铺",
    "order_id": "订单号",
    "line_id": "子订单号",
    "ordered_at": "下单时间",
    "paid_at": "支付时间",
    "status": "订单状态",
    "item_title": "商品标题",
    "spec": "规格",
    "quantity": "件数",
    "paid_amount": "实付金额",
    "refund_amount": "退款金额",
    "refund_basis": "退款依据",
    "creator_id": "达人ID",
    "creator_name": "达人昵称",
    "carrier": "成交载体",
    "province": "省份",
    "city": "城市",
    "rule": "归属依据",
}


_sales = partial(
    Figure,
    kind="flow",
    evidence=sold_lines,
    spelling={"province": short_province},
    labels=_LABELS,
)
_ITEM = ("platform", "item_id")
_PAID, _REFUNDED = Sum("paid_amount", places=2), Sum("refund_amount", places=2)

FIGURES = (
    _sales(
        key="sales.orders",
        zh="订单",
        en="Orders",
        unit="单",
        by=_EVERY,
        definition="distinct (platform, order_id) over sold lines, by the date of paid_at. A sold line "
        "has paid_at and is not unpaid; cancelled after payment still counts here, and its "
        "refund counts in sales.refunds",
        definition_zh="已成交订单行中不重复的（平台、订单号）数，按支付时间所在日期计。"
        "有支付时间且状态不是未付款的为已成交；付款后取消的仍计入，其退款计入退款额",
        fold=CountDistinct("platform", "order_id"),
    ),
    _sales(
        key="sales.units",
        zh="售出件数",
        en="Units sold",
        unit="件",
        by=_EVERY,
        definition="quantity of sold lines, summed",
        definition_zh="已成交订单行的商品件数合计",
        fold=Sum("quantity"),
    ),
    _sales(
        key="sales.items",
        zh="动销商品",
        en="Items sold",
        unit="款",
        by=("platform", "member_no"),
        definition="distinct (platform, item_id) over sold lines",
        definition_zh="已成交订单行中不重复的（平台、商品ID）数",
        fold=CountDistinct(*_ITEM),
    ),
    _sales(
        key="sales.gross",
        zh="成交额",
        en="Gross sales",
        unit="元",
        by=_EVERY,
        definition="paid_amount of sold lines, summed",
        definition_zh="已成交订单行的实付金额合计",
        fold=_PAID,
    ),
    _sales(
        key="sales.refunds",
        zh="退款额",
        en="Refunds",
        unit="元",
        by=_EVERY,
        definition="refund_amount of sold lines, summed, by the line's paid_at, so that gross minus "
        "refunds is net in every split",
        definition_zh="已成交订单行的退款金额合计，按该行的支付时间计，"
        "因此任何口径下成交额减退款额都等于净成交额",
        fold=_REFUNDED,
    ),
    _sales(
        key="sales.net",
        zh="净成交额",
        en="Net sales",
        unit="元",
        by=_EVERY,
        definition="paid_amount minus refund_amount of sold lines, summed",
        definition_zh="已成交订单行的实付金额减退款金额，合计",
        fold=Difference("paid_amount", "refund_amount"),
    ),
    _sales(
        key="sales.refund_rate",
        zh="退款率",
        en="Refund rate",
        unit="%",
        by=("platform", "member_no", "product_no"),
        definition="sales.refunds over sales.gross",
        definition_zh="退款额与成交额之比",
        fold=Ratio(_REFUNDED, _PAID),
    ),
    _sales(
        key="sales.bestsellers",
        zh="上榜商品",
        en="Bestsellers",
        unit="款",
        by=("platform", "member_no"),
        definition="distinct (platform, item_id) over sold lines that stand in rankings on a date in the "
        "period",
        definition_zh="已成交订单行中，在本期内上过榜单的不重复的（平台、商品ID）数",
        fold=CountDistinct(*_ITEM),
        only="_ranked",
    ),
    _sales(
        key="sales.bestseller_rate",
        zh="上榜率",
        en="Share of bestsellers",
        unit="%",
        by=("platform", "member_no"),
        definition="sales.bestsellers over sales.items",
        definition_zh="上榜商品数与动销商品数之比",
        fold=Ratio(CountDistinct(*_ITEM, only="_ranked"), CountDistinct(*_ITEM)),
    ),
    _sales(
        key="sales.provinces",
        zh="销往省份",
        en="Provinces reached",
        unit="个",
        by=("platform", "member_no"),
        definition="distinct non-empty provinces over sold lines, in the short form of the name (四川省, "
        "四川 are one)",
        definition_zh="已成交订单行的收货省份数，空的不计，按省份简称去重（四川省与四川算一个）",
        fold=CountDistinct("province"),
    ),
    _sales(
        key="sales.unattributed",
        zh="未归属成交额",
        en="Sales credited to nobody",
        unit="元",
        by=("platform", "month"),
        definition="paid_amount of sold lines that no member is credited with",
        definition_zh="没有归属到任何成员的已成交订单行的实付金额合计",
        fold=_PAID,
        only="_nobody",
    ),
)
