"""WeChat Channels shop: order export, a workbook, one row per product line."""

from __future__ import annotations

import numpy as np

from lianxin.demo.orders import buyers
from lianxin.demo.orders.cells import Columns, money, numbers, pick
from lianxin.demo.orders.lines import Lines
from lianxin.demo.produce import PACKINGS

ORDERS = (
    "订单号", "订单下单时间", "订单发货时间", "订单确认收货时间", "订单完成结算时间", "订单状态", "发货方式",
    "收件人姓名", "收件人地址", "省",
    "市", "区", "收件人手机", "买家备注", "商家备注", "商品总价", "订单实际支付金额", "订单实际收款金额",
    "订单运费", "支付方式", "支付时间",
    "交易单号", "物流公司", "快递单号", "带货方式", "带货账号类型", "带货账号昵称", "带货ID", "带货费用渠道",
    "带货费用", "商品名称",
    "商品编码(平台)", "商品编码(自定义)", "SKU编码(自定义)", "商品属性", "商品价格(单件)",
    "商品实际价格(单件)", "商品实际价格(总共)",
    "是否预售", "商品数量", "商品发货", "商品售后", "商品已退款金额",
)  # fmt: skip


def orders(lines: Lines) -> Columns:
    sales = lines.sales
    return {
        "订单号": lines.order_number(3_716_000_000_000_000_000),
        "订单下单时间": lines.at(sales.ordered),
        "订单发货时间": lines.at(lines.shipped_at),
        "订单确认收货时间": lines.at(lines.done_at),
        "订单状态": lines.by_state("已取消", "待发货", "待收货", "已完成", "已取消"),
        "发货方式": "快递",
        "收件人姓名": lines.by_buyer(buyers.NAMES),
        "收件人地址": lines.by_buyer(buyers.ADDRESSES),
        "省": lines.by_city(0),
        "市": lines.by_city(1),
        "区": "虚构区",
        "收件人手机": lines.by_buyer(buyers.PHONES),
        "买家备注": lines.by_buyer(buyers.NOTES),
        "商品总价": lines.amount(),
        "订单实际支付金额": lines.amount(),
        "订单实际收款金额": lines.amount(),
        "订单运费": "0.00",
        "支付时间": lines.at(sales.paid),
        "带货账号昵称": lines.creator_name("-"),
        "带货ID": lines.creator_id(""),
        "商品名称": lines.by_item(lambda item: item.title),
        "商品编码(平台)": lines.by_item(lambda item: item.item_id),
        # A further line of an order may repeat the item, and the property tells them apart.
        "商品属性": numbers(sales.line_id, "批次"),
        "商品编码(自定义)": lines.by_item(lambda item: PACKINGS[item.product.packing][0]),
        "商品价格(单件)": money(sales.price),
        "商品实际价格(总共)": lines.amount(),
        "是否预售": "现货",
        "商品数量": numbers(sales.quantity),
        "商品发货": pick(["未发货", "已发货"], lines.shipped_at >= 0),
        "商品已退款金额": money(np.where(lines.refunded, sales.refund, 0)),
    }
