"""视频号小店: one row per product line; the order's own amounts repeat on each of them and are not read."""

from lianxin.sales.rules.formats import OrderFormat, Refund, words

ORDERS = OrderFormat(
    name="wechat",
    kind="orders:wechat",
    platform="视频号",
    required=frozenset({"订单号", "订单下单时间", "商品数量"}),
    columns={
        "order_id": ("订单号",),
        "ordered_at": ("订单下单时间",),
        "paid_at": ("支付时间",),
        "status": ("订单状态",),
        "item_id": ("商品编码(平台)",),
        "item_title": ("商品名称",),
        "spec": ("商品属性",),
        "quantity": ("商品数量",),
        "paid_amount": ("商品实际价格(总共)",),
        "refund_amount": ("商品已退款金额",),
        "creator_id": ("带货ID",),
        "creator_name": ("带货账号昵称",),
        "province": ("省",),
        "city": ("市",),
    },
    statuses=words(unpaid="待付款", paid="待发货", shipped="待收货", completed="已完成", closed="已取消"),
    key=("order_id", "item_id", "spec"),
    needed=frozenset({"order_id", "item_id", "status", "paid_amount", "paid_at"}),
    refund=Refund.AMOUNT,
    creators=(("creator_id", "creator_name"),),
)
