"""快手小店: one row per order, which is one SKU. Sales through creators have 渠道 = 分销."""

from lianxin.sales.rules.formats import OrderFormat, Refund, words

ORDERS = OrderFormat(
    name="kuaishou",
    kind="orders:kuaishou",
    platform="快手",
    required=frozenset({"订单号", "订单创建时间", "实付款", "成交数量"}),
    columns={
        "order_id": ("订单号",),
        "line_id": ("订单号",),
        "ordered_at": ("订单创建时间",),
        "paid_at": ("订单支付时间",),
        "status": ("订单状态",),
        "aftersale": ("售后状态",),
        "item_id": ("商品ID",),
        "item_title": ("商品名称",),
        "spec": ("商品规格",),
        "quantity": ("成交数量",),
        "paid_amount": ("实付款",),
        "channel": ("渠道",),
        "creator_id": ("CPS达人ID",),
        "creator_name": ("CPS达人昵称",),
        "leader_id": ("团长ID",),
        "leader_name": ("团长昵称",),
        "promoter_id": ("快赚客ID",),
        "promoter_name": ("快赚客昵称",),
        "carrier": ("订单载体",),
        "province": ("收货地址-省",),
        "city": ("收货地址-市",),
    },
    statuses=words(
        unpaid="待付款", paid="待发货", shipped="已发货", completed="已收货 交易成功", closed="交易关闭"
    ),
    refund=Refund.WORDS,
    refunded={"aftersale": lambda word: word == "退款成功"},
    creators=(("creator_id", "creator_name"), ("leader_id", "leader_name"), ("promoter_id", "promoter_name")),
    creators_in="分销",
)
