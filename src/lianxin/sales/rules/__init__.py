"""The order formats that are built in, in one list."""

from lianxin.sales.rules import douyin, jd, kuaishou, pdd, taobao, wechat, xhs
from lianxin.sales.rules.formats import OrderFormat

ORDER_FORMATS: tuple[OrderFormat, ...] = (
    douyin.ORDERS,
    kuaishou.ORDERS,
    wechat.ORDERS,
    taobao.ITEMS,
    taobao.ORDER_LIST,
    taobao.ORDER_LIST_2024,
    pdd.ORDERS,
    jd.ORDERS,
    xhs.ORDERS,
)
