"""拼多多: one row per order; neither a refund amount nor a creator."""

from lianxin.sales.rules.formats import OrderFormat, Refund, refund_succeeded, words

ORDERS = OrderFormat(
    name="pdd",
    kind="orders:pdd",
    platform="拼多多",
    required=frozenset({"订单号", "商家实收金额(元)"}),
    columns={
        "order_id": ("订单号",),
        "line_id": ("订单号",),
        "ordered_at": ("订单成交时间", "支付时间"),
        "paid_at": ("支付时间", "订单成交时间"),
        "deal_at": ("订单成交时间",),
        "status": ("订单状态",),
        "aftersale": ("售后状态",),
        "item_id": ("商品id",),
        "item_title": ("商品",),
        "spec": ("商品规格",),
        "quantity": ("商品数量(件)",),
        "paid_amount": ("用户实付金额(元)",),
        "province": ("省",),
        "city": ("市",),
    },
    statuses=words(
        unpaid="待支付",
        paid="待发货",
        shipped="已发货，待签收 已发货，待收货",
        completed="已签收 已收货",
        closed="已取消 已取消，退款成功 未发货，退款成功 已发货，退款成功 已收货，退款成功 交易关闭",
    ),
    instead={"paid_at": "deal_at"},
    refund=Refund.WORDS,
    refunded={"status": refund_succeeded, "aftersale": refund_succeeded},
)
