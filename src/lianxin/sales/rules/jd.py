"""京东: one row per SKU; the order's amount repeats in each row and is shared over them."""

from lianxin.sales.rules.formats import OrderFormat, words

ORDERS = OrderFormat(
    name="jd",
    kind="orders:jd",
    platform="京东",
    required=frozenset({"订单号", "商品ID", "订购数量", "结算金额"}),
    columns={
        "order_id": ("订单号",),
        "ordered_at": ("下单时间",),
        "paid_at": ("付款确认时间",),
        "status": ("订单状态",),
        "item_id": ("商品ID",),
        "item_title": ("商品名称",),
        "quantity": ("订购数量",),
        "price": ("京东价",),
        "paid_amount": ("应付金额",),
    },
    statuses=words(unpaid="等待付款", paid="等待出库 锁定 调度中", shipped="等待确认收货", completed="完成"),
    key=("order_id", "item_id"),
    needed=frozenset({"order_id", "item_id", "status", "paid_amount", "paid_at", "price", "quantity"}),
    shared_amount=True,
    item_digits=True,
    closed_prefix="(删除)",
)
