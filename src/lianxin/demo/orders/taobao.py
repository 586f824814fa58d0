"""Taobao: item list and order list of the same shop; only the order list tells a buyer's name."""

from __future__ import annotations

import numpy as np

from lianxin.demo.orders import buyers
from lianxin.demo.orders.cells import Cells, Columns, money, numbers, pick
from lianxin.demo.orders.lines import Lines
from lianxin.demo.produce import PACKINGS

ITEMS = (
    "子订单编号", "主订单编号", "标题", "商品价格", "购买数量", "外部系统编号", "商品属性", "套餐信息",
    "备注", "订单状态", "商家编码",
    "支付单号", "买家应付货款", "买家实付金额", "退款状态", "退款金额", "订单创建时间", "商品ID", "发货时间",
    "物流单号", "物流公司",
)  # fmt: skip
#: Some names end with a blank, as in the platform's own files.
ORDERS = (
    "订单编号", "买家会员名", "买家支付宝账号", "支付单号", "支付详情", "买家应付货款", "买家应付邮费",
    "总金额", "买家实际支付金额", "订单状态",
    "买家留言", "收货人姓名", "收货地址 ", "运送方式", "联系电话 ", "联系手机", "订单创建时间",
    "订单付款时间 ", "宝贝标题 ", "宝贝种类 ",
    "物流单号 ", "物流公司", "订单备注", "宝贝总数量", "店铺Id", "店铺名称", "订单关闭原因", "退款金额",
    "确认收货时间", "打款商家金额",
)  # fmt: skip

_ORDER, _LINE = 1_500_000_000_000_000_000, 1_600_000_000_000_000_000
_STATES = ("交易关闭", "买家已付款，等待卖家发货", "卖家已发货，等待买家确认", "交易成功", "交易关闭")


def items(lines: Lines) -> Columns:
    """Ids are wrapped as ="..."; without a refund its amount is the words 无退款申请."""
    sales = lines.sales
    cents, index = np.unique(np.where(lines.refunded, sales.refund, 0), return_inverse=True)
    refunds = [f"{value // 100}.{value % 100:02d}" if value else "无退款申请" for value in cents.tolist()]
    return {
        "子订单编号": numbers(lines.start(_LINE) + sales.line_id, '="', '"'),
        "主订单编号": numbers(lines.start(_ORDER) + sales.order_id, '="', '"'),
        "标题": lines.by_item(lambda item: item.title),
        "商品价格": money(sales.price),
        "购买数量": numbers(sales.quantity),
        "商品属性": lines.by_item(lambda item: PACKINGS[item.product.packing][0]),
        "备注": "NULL",
        "订单状态": lines.by_state(*_STATES),
        "买家应付货款": lines.amount(),
        "买家实付金额": lines.amount(),
        "退款状态": pick(["没有申请退款", "退款成功"], lines.refunded),
        "退款金额": pick(refunds, index),
        "订单创建时间": lines.at(sales.ordered),
        "商品ID": lines.by_item(lambda item: item.item_id),
        "发货时间": lines.at(lines.shipped_at),
        "物流公司": lines.tracking(),
    }


def orders(lines: Lines) -> Columns:
    """One row per order, with the amount of all its lines."""
    total, first = money(lines.order_total()[lines.first_of_order()]), lines.where(lines.first_of_order())
    return _orders(first, total)


def _orders(lines: Lines, total: Cells) -> Columns:
    sales = lines.sales
    return {
        "订单编号": numbers(lines.start(_ORDER) + sales.order_id, '="', '"'),
        "买家会员名": lines.by_buyer(buyers.NAMES),
        "买家应付货款": total,
        "买家应付邮费": "0.00",
        "总金额": total,
        "买家实际支付金额": total,
        "订单状态": lines.by_state(*_STATES),
        "买家留言": lines.by_buyer(buyers.NOTES),
        "收货人姓名": lines.by_buyer(buyers.NAMES),
        "收货地址 ": lines.by_buyer(buyers.ADDRESSES),
        "联系手机": lines.by_buyer([f"'{phone}" for phone in buyers.PHONES]),
        "订单创建时间": lines.at(sales.ordered),
        "订单付款时间 ": lines.at(sales.paid),
        "宝贝标题 ": lines.by_item(lambda item: item.title),
        "宝贝总数量": numbers(sales.quantity),
        "订单关闭原因": lines.by_state("买家未付款", "订单未关闭", "订单未关闭", "订单未关闭", "退款"),
        "退款金额": money(np.where(lines.refunded, sales.refund, 0)),
        "确认收货时间": lines.at(lines.done_at),
    }
