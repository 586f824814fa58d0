"""抖店: one row per sub-order; no refund amount; 流量体裁 is final only the day after."""

from lianxin.sales.rules.formats import OrderFormat, Refund, refund_succeeded, words

ORDERS = OrderFormat(
    name="douyin",
    kind="orders:douyin",
    platform="抖音",
    required=frozenset({"主订单编号", "子订单编号", "选购商品"}),
    columns={
        "order_id": ("主订单编号",),
        "line_id": ("子订单编号",),
        "ordered_at": ("订单提交时间",),
        "paid_at": ("支付完成时间",),
        "status": ("订单状态",),
        "aftersale": ("售后状态",),
        "item_id": ("商品ID",),
        "item_title": ("选购商品",),
        "spec": ("商品规格",),
        "quantity": ("商品数量",),
        "paid_amount": ("订单应付金额",),
        "creator_id": ("达人ID",),
        "creator_name": ("达人昵称", "达人名称"),
        "carrier": ("流量体裁",),
        "province": ("省",),
        "city": ("市",),
    },
    statuses=words(
        unpaid="待支付", paid="待发货 备货中", shipped="已发货", completed="已完成", closed="已关闭"
    ),
    refund=Refund.WORDS,
    refunded={"aftersale": refund_succeeded},
    creators=(("creator_id", "creator_name"),),
)
