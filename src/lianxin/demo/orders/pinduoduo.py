"""Pinduoduo: order export, csv, one row per order, cells padded with TABs."""

from __future__ import annotations

import numpy as np

from lianxin.demo.orders import buyers
from lianxin.demo.orders.cells import Columns, money, numbers, pick
from lianxin.demo.orders.lines import Lines
from lianxin.demo.produce import PACKINGS

ORDERS = (
    "商品", "订单号", "订单状态", "商品总价(元)", "邮费(元)", "店铺优惠折扣(元)", "平台优惠折扣(元)",
    "多多支付立减金额(元)",
    "用户实付金额(元)", "商家实收金额(元)", "商品数量(件)", "支付时间", "发货时间", "确认收货时间", "商品id",
    "商品规格", "样式ID",
    "商家编码-规格维度", "商家编码-商品维度", "商家备注", "买家留言", "售后状态", "快递单号", "快递公司",
    "省", "市", "区", "街道/镇",
    "用户购买手机号", "订单成交时间",
)  # fmt: skip


def orders(lines: Lines) -> Columns:
    """Some buyers' places are masked by the platform."""
    sales = lines.sales
    masked = sales.line_id % 7 == 0
    return {
        "商品": lines.by_item(lambda item: item.title),
        "订单号": lines.dated_number(300_000_000_000_000, "\t"),
        "订单状态": lines.by_state("已取消", "待发货", "已发货，待收货", "已收货", "已发货，退款成功"),
        "商品总价(元)": money(sales.price * sales.quantity),
        "邮费(元)": "0",
        "店铺优惠折扣(元)": money(sales.price * sales.quantity - sales.amount),
        "用户实付金额(元)": lines.amount(),
        "商家实收金额(元)": lines.amount(),
        "商品数量(件)": numbers(sales.quantity),
        "支付时间": lines.at(sales.paid),
        "发货时间": lines.at(lines.shipped_at),
        "确认收货时间": lines.at(lines.done_at),
        "商品id": lines.by_item(lambda item: item.item_id + "\t"),
        "商品规格": lines.by_item(lambda item: PACKINGS[item.product.packing][0]),
        "买家留言": lines.by_buyer(buyers.NOTES),
        "售后状态": pick(
            ["无售后或售后取消", "售后处理中", "退款成功"],
            np.where(lines.in_full, 2, sales.asked & (lines.state > 1)),
        ),
        "快递公司": lines.tracking(),
        "省": pick(["****", *(city[0] for city in buyers.CITIES)], np.where(masked, 0, sales.city + 1)),
        "市": pick(["****", *(city[1] for city in buyers.CITIES)], np.where(masked, 0, sales.city + 1)),
        "区": "****",
        "街道/镇": lines.by_buyer(buyers.STREETS),
        "用户购买手机号": lines.by_buyer(buyers.PHONES),
        "订单成交时间": lines.at(sales.paid),
    }
