"""淘宝/天猫: an item list (one row per sub-order) and an order list, which counts only where no item list
does."""

from lianxin.sales.rules.formats import OrderFormat, Refund, words

_STATUSES = words(
    unpaid="等待买家付款",
    paid="买家已付款，等待卖家发货",
    shipped="卖家已发货，等待买家确认",
    completed="交易成功",
    closed="交易关闭",
)

ITEMS = OrderFormat(
    name="taobao-items",
    kind="orders:taobao",
    platform="淘宝",
    required=frozenset({"子订单编号", "主订单编号", "标题"}),
    columns={
        "order_id": ("主订单编号",),
        "line_id": ("子订单编号",),
        "ordered_at": ("订单创建时间",),
        "paid_at": ("订单付款时间",),
        "status": ("订单状态",),
        "item_id": ("商品ID",),
        "item_title": ("标题",),
        "spec": ("商品属性",),
        "quantity": ("购买数量",),
        "paid_amount": ("买家实付金额",),
        "refund_amount": ("退款金额",),
    },
    statuses=_STATUSES,
    # Without 订单付款时间 of its own the list still serves: the order list tells when its orders were paid.
    needed=frozenset({"order_id", "line_id", "status", "paid_amount"}),
    refund=Refund.AMOUNT,
)

_ORDER_COLUMNS = {
    "order_id": ("订单编号",),
    "line_id": ("订单编号",),
    "ordered_at": ("订单创建时间",),
    "paid_at": ("订单付款时间",),
    "status": ("订单状态",),
    "item_title": ("宝贝标题", "商品标题"),
    "spec": ("商品属性SKU",),
    "quantity": ("宝贝总数量",),
    "paid_amount": ("买家实际支付金额", "买家实付金额"),
    "refund_amount": ("退款金额",),
    "shop": ("店铺名称",),
}


def _order_list(name: str, *required: str) -> OrderFormat:
    return OrderFormat(
        name=name,
        kind="orders:taobao",
        platform="淘宝",
        required=frozenset(required),
        columns=_ORDER_COLUMNS,
        statuses=_STATUSES,
        refund=Refund.AMOUNT,
        grain="order",
    )


#: Exports of 2016 to 2022, and those of 2024 on, where the merchant picks the columns. Both are read alike.
ORDER_LIST = _order_list("taobao-orders", "订单编号", "买家应付货款", "订单状态")
ORDER_LIST_2024 = _order_list("taobao-orders-2024", "订单编号", "买家实付金额")
