"""小红书千帆: one row per SKU in a package; gifts are rows of their own and are not sales."""

from lianxin.sales.rules.formats import OrderFormat, Refund, words

ORDERS = OrderFormat(
    name="xhs",
    kind="orders:xhs",
    platform="小红书",
    required=frozenset({"订单号", "规格ID", "SKU件数"}),
    columns={
        "order_id": ("订单号",),
        "ordered_at": ("订单创建时间",),
        "paid_at": ("支付时间",),
        "status": ("订单状态",),
        "aftersale": ("售后状态",),
        "item_id": ("商品ID",),
        "item_title": ("商品名称", "SKU名称"),
        "spec": ("SKU规格",),
        "quantity": ("SKU件数",),
        "paid_amount": ("用户应付金额(元)",),
        "creator_id": ("达人ID",),
        "creator_name": ("达人名称", "达人昵称"),
        "province": ("省",),
        "city": ("市",),
        "shop": ("店铺名称",),
        "gift": ("是否为赠品",),
    },
    statuses=words(paid="待配货 配货中", shipped="已发货", completed="已完成", closed="已取消"),
    key=("order_id", "item_id", "spec"),
    needed=frozenset({"order_id", "item_id", "status", "paid_amount", "paid_at"}),
    refund=Refund.WORDS,
    refunded={"aftersale": lambda word: "退款成功" in word or "售后完成" in word},
    creators=(("creator_id", "creator_name"),),
)
