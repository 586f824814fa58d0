"""Douyin shop: order export (one row per sub-order) and aftersale export."""

from __future__ import annotations

import numpy as np

from lianxin.demo.orders import buyers
from lianxin.demo.orders.cells import Columns, money, numbers, pick
from lianxin.demo.orders.lines import Lines
from lianxin.demo.produce import PACKINGS

#: All columns of the platform's own template.
FULL = (
    "主订单编号", "子订单编号", "选购商品", "商品规格", "商品数量", "商品ID", "商家编码", "商品单价",
    "订单应付金额", "运费", "优惠总金额",
    "平台优惠", "商家优惠", "达人优惠", "商家改价", "支付优惠", "红包抵扣", "支付方式", "手续费", "收件人",
    "收件人手机号", "省", "市", "区",
    "街道", "详细地址", "是否修改过地址", "地址修改时段", "买家留言", "订单提交时间", "旗帜颜色", "商家备注",
    "订单完成时间", "支付完成时间",
    "APP渠道", "流量来源", "订单状态", "承诺发货时间", "订单类型", "鲁班落地页ID", "达人ID", "达人昵称",
    "所属门店ID", "售后状态",
    "取消原因", "预约发货时间", "仓库ID", "仓库名称", "序列号", "是否安心购", "广告渠道", "流量类型",
    "流量体裁", "流量渠道", "发货主体",
    "发货主体明细", "发货时间", "降价类优惠", "平台实际承担优惠金额", "商家实际承担优惠金额",
    "达人实际承担优惠金额", "预计送达时间",
    "是否平台仓自流转", "车型", "商品69码", "发货SN码", "发货IMEI码1", "发货IMEI码2", "预约送达时间",
    "建议发货时间（起）",
    "建议发货时间（止）", "物流SN码", "物流IMEI码1", "物流IMEI码2",
)  # fmt: skip
#: A merchant's own template, in the merchant's own order.
CUSTOM = (
    "主订单编号", "子订单编号", "订单状态", "售后状态", "选购商品", "商品规格", "商品数量", "商品ID",
    "商品单价", "订单应付金额", "运费",
    "优惠总金额", "支付方式", "收件人", "收件人手机号", "省", "市", "区", "街道", "详细地址", "买家留言",
    "订单提交时间", "支付完成时间",
    "发货时间", "订单完成时间", "流量来源", "流量体裁", "达人ID", "达人昵称", "商家备注", "订单类型",
)  # fmt: skip
AFTERSALE = (
    "售后单号", "订单号", "商品单号", "商品名称", "商品ID", "应付金额（元）", "商品运费（元）",
    "支付优惠（元）", "商品税费（元）", "商品发货状态",
    "售后类型", "退商品金额（元）", "退运费金额（元）", "退支付优惠（元）", "退税费金额（元）", "售后状态",
    "售后申请时间", "退款方式",
    "是否已上传退款凭证", "售后原因", "售后原因标签", "退货物流单号", "退货异常", "退货发货时间",
    "退货物流公司", "自动处理截止时间",
    "同意售后申请时间", "商家退款时间", "用户到账时间", "售后关闭时间", "商家退货地址", "商家退货联系人姓名",
    "商家退货联系人电话", "仲裁状态",
    "纠纷责任方", "是否极速退款", "是否拒签后退款", "发货物流单号", "发货物流状态", "换货物流单号",
    "退货物流状态", "售后完结时间", "订单备注",
    "用户售后说明", "售后备注", "操作人", "协商记录", "换货商品信息", "商家编码", "门店名称",
)  # fmt: skip

_ORDER, _LINE = 4_810_000_000_000_000_000, 4_910_000_000_000_000_000
_REFUNDED = ("退款成功", "同意退款，退款成功", "已全额退款")


def orders(lines: Lines) -> Columns:
    """Ids end with a TAB, as the platform writes them."""
    sales, stage = lines.sales, lines.creator != lines.people.nobody
    return {
        "主订单编号": lines.order_number(_ORDER, "\t"),
        "子订单编号": lines.line_number(_LINE, "\t"),
        "选购商品": lines.by_item(lambda item: item.title),
        "商品规格": lines.by_item(lambda item: PACKINGS[item.product.packing][0]),
        "商品数量": numbers(sales.quantity),
        "商品ID": lines.by_item(lambda item: item.item_id + "\t"),
        "商家编码": lines.by_item(lambda item: item.product.number),
        "商品单价": money(sales.price),
        "订单应付金额": lines.amount(),
        "运费": "0.00",
        "优惠总金额": money(sales.price * sales.quantity - sales.amount),
        "支付方式": "在线支付",
        "收件人": lines.by_buyer(buyers.NAMES),
        "收件人手机号": lines.by_buyer(buyers.PHONES),
        "省": lines.by_city(0),
        "市": lines.by_city(1),
        "区": "虚构区",
        "街道": lines.by_buyer(buyers.STREETS),
        "详细地址": lines.by_buyer(buyers.ADDRESSES),
        "买家留言": lines.by_buyer(buyers.NOTES),
        "订单提交时间": lines.at(sales.ordered),
        "支付完成时间": lines.at(sales.paid),
        "发货时间": lines.at(lines.shipped_at),
        "订单完成时间": lines.at(lines.done_at),
        "APP渠道": "抖音",
        "流量来源": pick(["商城", "精选联盟"], stage),
        "流量体裁": pick(["商品卡", "短视频", "直播"], np.where(stage, 1 + (sales.line_id % 5 > 0), 0)),
        "订单状态": lines.by_state("已关闭", "待发货", "已发货", "已完成", "已关闭"),
        "售后状态": pick(["-", "售后关闭", *_REFUNDED], _aftersale(lines)),
        "取消原因": lines.by_state("超时未支付", "-", "-", "-", "协商一致退款"),
        "达人ID": lines.creator_id("-"),
        "达人昵称": lines.creator_name("-"),
        "订单类型": "普通订单",
        "商家备注": "-",
    }


def _aftersale(lines: Lines) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    word = np.where(lines.sales.asked & (lines.state > 1), 1, 0)
    return np.where(lines.refunded, np.where(lines.in_full, 2 + lines.sales.line_id % 3, 2), word)


def aftersales(lines: Lines) -> Columns:
    """For lines whose refund stands in this file."""
    sales = lines.sales
    return {
        "售后单号": lines.line_number(7_210_000_000_000_000_000, "\t"),
        "订单号": lines.order_number(_ORDER, "\t"),
        "商品单号": lines.line_number(_LINE, "\t"),
        "商品名称": lines.by_item(lambda item: item.title),
        "商品ID": lines.by_item(lambda item: item.item_id + "\t"),
        "应付金额（元）": lines.amount(),
        "商品运费（元）": "0.00",
        "商品发货状态": "已发货",
        "售后类型": pick(["退货退款", "仅退款"], sales.line_id % 2),
        "退商品金额（元）": money(sales.refund),
        "退运费金额（元）": "0.00",
        "售后状态": pick(["退款成功", "已全额退款"], lines.in_full & (sales.line_id % 3 == 2)),
        "售后申请时间": lines.at(sales.paid),
        "售后原因": pick(["商品破损", "不想要了", "发错货"], sales.line_id % 3),
        "用户到账时间": lines.at(lines.refund_at),
        "商家退货联系人姓名": "虚构客服",
        "商家退货联系人电话": "19900000000",
    }
