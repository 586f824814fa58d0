"""JD: order export, csv in GB18030, one row per item, the order's amounts on each of its rows."""

from __future__ import annotations

from lianxin.demo.orders import buyers
from lianxin.demo.orders.cells import Columns, money, numbers
from lianxin.demo.orders.lines import Lines

ORDERS = (
    "订单号", "商品ID", "商品名称", "订购数量", "支付方式", "下单时间", "京东价", "订单金额", "结算金额",
    "余额支付", "应付金额", "订单状态",
    "订单类型", "下单帐号", "客户姓名", "客户地址", "联系电话", "订单备注", "发票类型", "发票抬头",
    "发票内容", "商家备注",
    "商家备注等级（等级1-5为由高到低）", "运费金额", "付款确认时间", "增值税发票", "货号", "订单完成时间",
    "订单来源", "订单渠道",
)  # fmt: skip


def orders(lines: Lines) -> Columns:
    sales = lines.sales
    totals = lines.order_total()
    return {
        "订单号": lines.order_number(120_000_000_000),
        "商品ID": lines.by_item(lambda item: item.item_id),
        "商品名称": lines.by_item(lambda item: item.title),
        "订购数量": numbers(sales.quantity),
        "支付方式": "在线支付",
        "下单时间": lines.at(sales.ordered),
        "京东价": money(sales.price),
        "订单金额": money(totals),
        "结算金额": money(totals),
        "应付金额": money(totals),
        "订单状态": lines.by_state("(删除)等待付款确认", "等待出库", "等待确认收货", "完成", "完成"),
        "下单帐号": lines.by_buyer(buyers.NAMES),
        "客户姓名": lines.by_buyer(buyers.NAMES),
        "客户地址": lines.by_buyer(buyers.ADDRESSES),
        "联系电话": lines.by_buyer(buyers.PHONES),
        "付款确认时间": lines.at(sales.paid),
        "货号": lines.by_item(lambda item: item.product.number),
        "订单完成时间": lines.at(lines.done_at),
    }
