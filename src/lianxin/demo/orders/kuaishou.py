"""Kuaishou shop: order export and aftersale export, both workbooks, one row per order."""

from __future__ import annotations

import numpy as np

from lianxin.demo.orders import buyers
from lianxin.demo.orders.cells import Columns, money, numbers, pick
from lianxin.demo.orders.lines import Lines
from lianxin.demo.produce import PACKINGS

ORDERS = (
    "订单号", "赠品订单号", "活动订单编号", "订单创建时间", "订单支付时间", "预售定金支付时间", "订单状态",
    "实付款", "快递费", "店铺优惠",
    "平台补贴", "主播补贴", "混资活动优惠", "支付优惠", "支付方式", "成交数量", "买家留言", "账号类型",
    "账号明细", "订单备注", "旗帜颜色",
    "售后状态", "活动订单", "预售/承诺发货时间", "订单载体", "商品名称", "商品ID", "商品规格", "SKU编码",
    "商品单价", "渠道", "CPS达人ID",
    "CPS达人昵称", "预估推广佣金", "预估推广者分佣比例", "团长ID", "团长昵称", "快赚客ID", "快赚客昵称",
    "授权推广者ID", "授权推广者昵称",
    "收货人姓名", "收货人电话", "收货地址-省", "收货地址-市", "收货地址-区", "收货地址-街道", "收货地址",
    "发货时间", "快递公司", "快递单号",
    "物流信息", "集运类型", "直邮类型", "仓库名称", "仓库地址", "实名姓名", "服务门店ID", "服务门店名称",
    "服务门店地址",
    "国补/类国补/消费券",
)  # fmt: skip
AFTERSALE = (
    "售后单号", "订单编号", "订单状态", "订单创建时间", "实付款", "快递费", "商家实收金额", "商品ID",
    "商品名称", "SKU编码", "商品规格", "买家ID",
    "买家昵称", "售后类型", "退款金额", "售后状态", "售后原因", "售后原因标签（二级）", "申请描述",
    "售后申请时间", "售后完结时间", "超时时间",
    "是否ATOM处理", "退款方式", "售后操作", "客服仲裁", "发货快递单号(如为西北订单，仅展示一段物流信息)",
    "发货快递公司(如为西北订单，仅展示一段物流信息)", "退货物流单号", "退货物流公司", "退货物流状态",
    "退货异常", "商家退货地址",
    "商家退货联系人姓名", "商家退货联系人电话", "换货物流单号", "换货物流公司", "换货商品信息", "操作人",
    "旗帜颜色", "插旗备注",
)  # fmt: skip

_ORDER = 2_320_000_000_000_000


def orders(lines: Lines) -> Columns:
    sales = lines.sales
    named = lines.creator != lines.people.nobody
    return {
        "订单号": lines.order_number(_ORDER),
        "订单创建时间": lines.at(sales.ordered),
        "订单支付时间": lines.at(sales.paid),
        "订单状态": lines.by_state("交易关闭", "待发货", "已发货", "交易成功", "交易关闭"),
        "实付款": money_with_sign(lines),
        "快递费": "¥0.00",
        "成交数量": numbers(sales.quantity),
        "买家留言": lines.by_buyer(buyers.NOTES),
        "售后状态": pick(
            ["", "售后关闭", "退款成功"], np.where(lines.refunded, 2, sales.asked & (lines.state > 1))
        ),
        "订单载体": pick(["商品卡", "直播间"], named),
        "商品名称": lines.by_item(lambda item: item.title),
        "商品ID": lines.by_item(lambda item: item.item_id),
        "商品规格": lines.by_item(lambda item: PACKINGS[item.product.packing][0]),
        "商品单价": money(sales.price),
        "渠道": pick(["自营", "分销"], named),
        "CPS达人ID": lines.creator_id("0"),
        "CPS达人昵称": lines.creator_name("-"),
        "团长ID": "0",
        "团长昵称": "-",
        "收货人姓名": lines.by_buyer(buyers.NAMES),
        "收货人电话": lines.by_buyer(buyers.PHONES),
        "收货地址-省": lines.by_city(0),
        "收货地址-市": lines.by_city(1),
        "收货地址-区": "虚构区",
        "收货地址": lines.by_buyer(buyers.ADDRESSES),
        "发货时间": lines.at(lines.shipped_at),
        "快递公司": lines.tracking(),
    }


def money_with_sign(lines: Lines) -> object:
    """Amounts as the platform shows them: ¥ and thousands commas."""
    cents, index = np.unique(lines.sales.amount, return_inverse=True)
    return pick([f"¥{value / 100:,.2f}" for value in cents.tolist()], index)


def aftersales(lines: Lines) -> Columns:
    return {
        "售后单号": lines.line_number(8_320_000_000_000_000),
        "订单编号": lines.order_number(_ORDER),
        "订单状态": lines.by_state("交易关闭", "待发货", "已发货", "交易成功", "交易关闭"),
        "订单创建时间": lines.at(lines.sales.ordered),
        "实付款": lines.amount(),
        "商品ID": lines.by_item(lambda item: item.item_id),
        "商品名称": lines.by_item(lambda item: item.title),
        "买家ID": lines.by_buyer(buyers.PHONES),
        "买家昵称": lines.by_buyer(buyers.NAMES),
        "售后类型": "退货退款",
        "退款金额": money(lines.sales.refund),
        "售后状态": "退款成功",
        "售后申请时间": lines.at(lines.sales.paid),
        "售后完结时间": lines.at(lines.refund_at),
    }
