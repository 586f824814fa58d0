"""Xiaohongshu: order export, a workbook, one row per item in a package; holds identity-card columns."""

from __future__ import annotations

import numpy as np

from lianxin.demo.orders import buyers
from lianxin.demo.orders.cells import Columns, numbers, pick
from lianxin.demo.orders.lines import Lines
from lianxin.demo.produce import PACKINGS

ORDERS = (
    "订单号", "订单状态", "售后状态", "订单类型", "订单标记", "收件人姓名", "收件人电话", "收件人地址", "省",
    "市", "区", "区域编码", "小红书编码",
    "条形码", "规格ID", "达人ID", "达人名称", "SKU名称", "SKU规格", "SKU件数", "是否为赠品", "发票/Invoice",
    "商品总价(元)",
    "用户应付金额(元)", "平台优惠(元)", "店铺优惠(元)", "商家应收金额(元)（支付金额）", "支付方式",
    "支付时间", "快递公司", "快递单号",
    "订购人身份证姓名/ID Name", "订购人身份证号/ID Number", "收件人身份证姓名", "收件人身份证号",
    "订单创建时间", "承诺发货时间",
    "订单发货时间", "订单完成时间", "用户备注", "店铺名称", "商家编码", "商品ID", "商品名称",
)  # fmt: skip


def orders(lines: Lines) -> Columns:
    sales = lines.sales
    return {
        "订单号": numbers(lines.start(730_000_000_000_000_000) + sales.order_id, "P"),
        "订单状态": lines.by_state("已取消", "待配货", "已发货", "已完成", "已完成"),
        "售后状态": pick(["-", "售后完成"], lines.in_full),
        "订单类型": "普通订单",
        "收件人姓名": lines.by_buyer(buyers.NAMES),
        "收件人电话": lines.by_buyer(buyers.PHONES),
        "收件人地址": lines.by_buyer(buyers.ADDRESSES),
        "省": lines.by_city(0),
        "市": lines.by_city(1),
        "区": "虚构区",
        "规格ID": numbers(sales.line_id, "64"),
        "达人ID": lines.creator_id("-"),
        "达人名称": lines.creator_name("-"),
        "SKU名称": lines.by_item(lambda item: PACKINGS[item.product.packing][0]),
        # A further line of an order may repeat the item, and the batch tells them apart.
        "SKU规格": numbers(sales.line_id, "批次"),
        "SKU件数": numbers(sales.quantity),
        "是否为赠品": "否",
        "商品总价(元)": lines.amount(),
        "用户应付金额(元)": lines.amount(),
        "商家应收金额(元)（支付金额）": lines.amount(),
        "支付时间": lines.at(np.where(sales.paid < 0, -1, sales.paid)),
        "快递公司": lines.tracking(),
        "订购人身份证姓名/ID Name": lines.by_buyer(buyers.NAMES),
        "订购人身份证号/ID Number": lines.by_buyer(buyers.IDENTITY),
        "订单创建时间": lines.at(sales.ordered),
        "订单发货时间": lines.at(lines.shipped_at),
        "订单完成时间": lines.at(lines.done_at),
        "用户备注": lines.by_buyer(buyers.NOTES),
        "店铺名称": "禾穗小铺",
        "商品ID": lines.by_item(lambda item: item.item_id),
        "商品名称": lines.by_item(lambda item: item.title),
    }
