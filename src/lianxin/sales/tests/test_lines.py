"""Each platform's rows become the canonical lines worked out by hand."""

from datetime import datetime
from decimal import Decimal

import pytest

from lianxin.sales.rules import ORDER_FORMATS, jd, taobao
from lianxin.sales.rules.mapping import read_mapping
from lianxin.sales.tests.reading import csv_text, read

DOUYIN = {
    "主订单编号": "6920000000000000001\t", "子订单编号": "'6920000000000000002",
    "选购商品": "纳溪特早茶 250g",
    "商品规格": "一级", "商品数量": "2", "商品ID": "3500000000000000001", "订单应付金额": "1,299.90",
    "收件人": "赵*", "省": "四川省", "市": "****", "区": "纳溪区", "订单提交时间": "2021-06-09 21:20:00",
    "订单状态": "已完成", "支付完成时间": "2021/6/9 21:25", "达人ID": "70001", "达人昵称": "茶妹",
    "售后状态": "-",
    "流量体裁": "直播",
}  # fmt: skip
KUAISHOU = {
    "订单号": "2115900000000001", "订单创建时间": "2021-07-01 08:00:00",
    "订单支付时间": "2021-07-01 08:01:02",
    "订单状态": "交易成功", "实付款": "¥49.90", "成交数量": "1", "售后状态": "", "订单载体": "直播间",
    "商品名称": "荔枝", "商品ID": "77", "商品规格": "5斤", "渠道": "分销", "CPS达人ID": "0",
    "CPS达人昵称": "-",
    "团长ID": "9001", "团长昵称": "团长王", "快赚客ID": "8", "快赚客昵称": "小快", "收货地址-省": "四川",
    "收货地址-市": "泸州市",
}  # fmt: skip
WECHAT = {
    "订单号": "3700000000000000001", "订单下单时间": "2021-08-01 10:00:00", "支付时间": "2021-08-01 10:00:30",
    "订单状态": "已完成", "商品编码（平台）": "10000012345", "商品名称": "大米", "商品属性": "10kg",
    "商品数量": "3", "商品实际价格(总共)": "150.00", "商品已退款金额": "50.00", "带货ID": "w9",
    "带货账号昵称": "-",
    "省": "重庆市", "市": "重庆市", "订单实付支付金额": "300.00",
}  # fmt: skip
ITEM = {
    "子订单编号": '="1800000000000000002"', "主订单编号": '="1800000000000000001"', "标题": "竹笋",
    "购买数量": "1", "商品属性": "袋装", "订单状态": "买家已付款,等待卖家发货", "买家实付金额": "28.00",
    "退款金额": "无退款申请", "订单创建时间": "2021-05-23 22:00", "订单付款时间": "2021-05-23 22:02",
    "商品ID": "6001",
}  # fmt: skip
ORDER = {
    "订单编号": "1800000000000000001", "买家应付货款": "28.00", "买家实际支付金额": "28.00",
    "订单状态": "交易关闭",
    "订单创建时间": "2021/5/23 22:00", "订单付款时间 ": "2021/5/23 22:02", "宝贝标题 ": "竹笋，腊肉",
    "宝贝总数量": "2",
    "店铺名称": "纳溪特产店", "退款金额": "28.00", "收货人姓名": "钱某",
}  # fmt: skip
PDD = {
    "商品": "李子", "订单号": "210607-198974342268", "订单状态": "已发货，退款成功",
    "用户实付金额(元)": "19.9\t",
    "商家实收金额(元)": "19.9", "商品数量(件)": "1", "商品id": "5550001", "商品规格": "5斤",
    "售后状态": "退款成功",
    "订单成交时间": "2021-06-07 12:00:00", "省": "****", "市": "****",
}  # fmt: skip
XHS = {
    "订单号": "P600000000000000001", "订单状态": "已完成", "售后状态": "售后完成", "规格ID": "s1",
    "SKU规格": "礼盒",
    "SKU件数": "1", "是否为赠品": "否", "用户应付金额(元)": "88.00", "支付时间": "2021-09-01 09:00:00",
    "订单创建时间": "2021-09-01 08:59:00", "商品ID": "x1", "商品名称": "茶礼", "达人ID": "u1",
    "达人名称": "阿茶",
    "店铺名称": "茶铺", "收件人姓名": "孙某",
}  # fmt: skip


def one(tmp_path, row, **kwargs):
    lines, refusals, _ = read(tmp_path, csv_text([row]), **kwargs)
    assert refusals == []
    return lines[0]


def test_douyin(tmp_path):
    assert one(tmp_path, DOUYIN) == {
        "shop": "", "order_id": "6920000000000000001", "line_id": "6920000000000000002",
        "ordered_at": datetime(2021, 6, 9, 21, 20), "own_paid_at": datetime(2021, 6, 9, 21, 25),
        "status": "completed", "item_id": "3500000000000000001", "item_title": "纳溪特早茶 250g",
        "spec": "一级",
        "quantity": 2, "paid_amount": Decimal("1299.90"), "own_refund_amount": Decimal("0.00"),
        "own_refund_basis": "none", "creator_id": "70001", "creator_name": "茶妹", "creator_key": "茶妹",
        "carrier": "直播", "province": "四川省", "city": "", "source_row": 2,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("word", "refunded"),
    [("退款成功", True), ("同意退款，退款成功", True), ("同意退款,退款成功", True), ("已全额退款", True),
    ("-", False),
     ("退款中", False), ("售后关闭", False), ("换货成功", False)],
)  # fmt: skip
def test_douyin_refunds_are_assumed_from_words(tmp_path, word, refunded):
    line = one(tmp_path, {**DOUYIN, "售后状态": word})
    expected = (Decimal("1299.90"), "assumed-full") if refunded else (Decimal("0.00"), "none")
    assert (line["own_refund_amount"], line["own_refund_basis"]) == expected


def test_douyin_carrier_of_the_day_itself_is_left_empty_and_counted(tmp_path):
    lines, _, reading = read(tmp_path, csv_text([{**DOUYIN, "流量体裁": "数据将于第二天更新"}, DOUYIN]))
    assert [line["carrier"] for line in lines] == ["", "直播"]
    assert reading.notices["carrier_next_day"] == 1


def test_gifts_of_no_price_are_lines(tmp_path):
    assert one(tmp_path, {**DOUYIN, "订单应付金额": "0"})["paid_amount"] == Decimal("0.00")


def test_kuaishou(tmp_path):
    line = one(tmp_path, KUAISHOU)
    assert line["line_id"] == line["order_id"] == "2115900000000001"
    assert (line["paid_amount"], line["quantity"], line["status"]) == (Decimal("49.90"), 1, "completed")
    assert (line["creator_id"], line["creator_name"]) == ("9001", "团长王")
    assert (line["province"], line["city"], line["carrier"]) == ("四川", "泸州市", "直播间")
    assert line["own_paid_at"] == datetime(2021, 7, 1, 8, 1, 2)


@pytest.mark.parametrize(
    ("changes", "creator"),
    [
        ({"CPS达人ID": "5"}, ("5", "")),
        ({"CPS达人昵称": "达人甲"}, ("", "达人甲")),
        ({"团长ID": "", "团长昵称": "0"}, ("8", "小快")),
        ({"团长ID": "-", "团长昵称": "", "快赚客ID": "0", "快赚客昵称": "-"}, ("", "")),
        ({"渠道": "自营"}, ("", "")),
    ],
)
def test_kuaishou_credits_the_first_that_is_named(tmp_path, changes, creator):
    line = one(tmp_path, {**KUAISHOU, **changes})
    assert (line["creator_id"], line["creator_name"]) == creator


@pytest.mark.parametrize(
    ("word", "basis"), [("退款成功", "assumed-full"), ("售后关闭", "none"), ("", "none")]
)
def test_kuaishou_refunds(tmp_path, word, basis):
    assert one(tmp_path, {**KUAISHOU, "售后状态": word})["own_refund_basis"] == basis


def test_wechat(tmp_path):
    line = one(tmp_path, WECHAT)
    assert line["line_id"] == "3700000000000000001+10000012345+10kg"
    assert (line["paid_amount"], line["own_refund_amount"]) == (Decimal("150.00"), Decimal("50.00"))
    assert line["own_refund_basis"] == "amount"
    assert (line["creator_id"], line["creator_name"]) == ("w9", "")
    assert (line["province"], line["item_id"], line["spec"]) == ("重庆市", "10000012345", "10kg")


def test_taobao_items(tmp_path):
    line = one(tmp_path, ITEM)
    assert (line["order_id"], line["line_id"]) == ("1800000000000000001", "1800000000000000002")
    assert (line["status"], line["own_refund_amount"], line["own_refund_basis"]) == (
        "paid",
        Decimal("0.00"),
        "none",
    )
    assert line["own_paid_at"] == datetime(2021, 5, 23, 22, 2)
    assert line["creator_name"] == ""


def test_taobao_orders(tmp_path):
    line = one(tmp_path, ORDER)
    assert line["line_id"] == line["order_id"] == "1800000000000000001"
    assert (line["shop"], line["item_title"], line["quantity"]) == ("纳溪特产店", "竹笋，腊肉", 2)
    assert (line["own_refund_amount"], line["own_refund_basis"]) == (Decimal("28.00"), "amount")
    assert line["own_paid_at"] == datetime(2021, 5, 23, 22, 2)
    assert taobao.ORDER_LIST.grain == "order"


def test_taobao_orders_of_2024(tmp_path):
    row = {"订单编号": "18", "买家实付金额": "12.50元", "订单状态": "交易成功",
    "订单付款时间": "2024-05-01 09:00:00",
           "商品标题": "", "退款金额": "NULL"}  # fmt: skip
    line = one(tmp_path, row)
    assert (line["paid_amount"], line["item_title"], line["own_refund_basis"]) == (
        Decimal("12.50"),
        "",
        "none",
    )


def test_pdd(tmp_path):
    line = one(tmp_path, PDD)
    assert (line["line_id"], line["item_id"], line["status"]) == ("210607-198974342268", "5550001", "closed")
    assert (line["own_refund_amount"], line["own_refund_basis"]) == (Decimal("19.90"), "assumed-full")
    assert line["own_paid_at"] == datetime(2021, 6, 7, 12)
    assert (line["province"], line["city"]) == ("", "")
    plain = one(tmp_path, {**PDD, "订单状态": "已收货", "售后状态": "无售后或售后取消"})
    assert plain["own_refund_basis"] == "none"
    assert one(tmp_path, {**PDD, "订单状态": "已收货"})["own_refund_basis"] == "assumed-full"


def test_pdd_takes_the_time_of_payment_where_the_file_has_it(tmp_path):
    line = one(tmp_path, {**PDD, "支付时间": "2021-06-07 12:30:00"})
    assert line["own_paid_at"] == datetime(2021, 6, 7, 12, 30)


def test_xhs(tmp_path):
    lines, refusals, reading = read(
        tmp_path, csv_text([XHS, {**XHS, "是否为赠品": "是", "SKU规格": "试用装"}])
    )
    assert refusals == []
    (line,) = lines
    assert line["line_id"] == "P600000000000000001+x1+礼盒"
    assert (line["own_refund_amount"], line["own_refund_basis"]) == (Decimal("88.00"), "assumed-full")
    assert (line["creator_id"], line["creator_name"], line["shop"]) == ("u1", "阿茶", "茶铺")
    assert reading.excluded["gift_row"] == 1


def test_cancelled_orders_without_amount_or_time_are_nothing_to_complain_about(tmp_path):
    row = {**XHS, "订单状态": "已取消", "用户应付金额(元)": "", "支付时间": "", "售后状态": ""}
    lines, refusals, reading = read(tmp_path, csv_text([row]))
    assert (lines[0]["paid_amount"], lines[0]["status"], refusals) == (Decimal("0.00"), "closed", [])
    assert reading.notices["amount_missing"] == 0


def test_a_sold_line_without_an_amount_is_counted(tmp_path):
    _, refusals, reading = read(tmp_path, csv_text([{**XHS, "用户应付金额(元)": "-"}]))
    assert (refusals, reading.notices["amount_missing"]) == ([], 1)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"子订单编号": "6.92123E+18"}, "scientific_id"),
        ({"商品ID": "3.5E+18"}, "scientific_id"),
        ({"子订单编号": ""}, "missing_key"),
        ({"主订单编号": "-"}, "missing_key"),
        ({"订单应付金额": "约十元"}, "bad_number"),
        ({"支付完成时间": "昨天"}, "bad_date"),
        ({"商品数量": "-1"}, "negative_quantity"),
        ({"订单状态": "飞走了"}, "unknown_status"),
        ({"订单状态": ""}, "missing_status"),
    ],
)
def test_a_bad_row_is_refused_with_its_reason_and_the_rest_is_read(tmp_path, changes, code):
    lines, refusals, _ = read(tmp_path, csv_text([{**DOUYIN, **changes}, {**DOUYIN, "子订单编号": "777777"}]))
    assert [line["line_id"] for line in lines] == ["777777"]
    (refusal,) = refusals
    assert [(p.row, p.code) for p in refusal.problems] == [(2, code)]
    assert "收件人" not in refusal.cells and "区" not in refusal.cells


def test_total_rows_are_set_aside_and_remembered(tmp_path):
    for first in ("合计", "总计：", "汇总", "合 计"):
        _, refusals, reading = read(
            tmp_path, csv_text([DOUYIN, {"主订单编号": first, "订单应付金额": "1,299.90"}], list(DOUYIN))
        )
        assert (refusals, reading.excluded["total_row"], reading.file_total) == ([], 1, Decimal("1299.90"))


def test_a_total_in_the_first_column_of_pdd_is_seen_too(tmp_path):
    _, refusals, reading = read(
        tmp_path, csv_text([PDD, {"商品": "合计", "用户实付金额(元)": "19.9"}], list(PDD))
    )
    assert (refusals, reading.file_total) == ([], Decimal("19.90"))


@pytest.mark.parametrize("form", ORDER_FORMATS, ids=lambda form: form.name)
def test_every_status_word_of_a_platform_is_understood(form):
    assert set(form.statuses.values()) <= {"unpaid", "paid", "shipped", "completed", "closed"}
    assert all("，" not in word for word in form.statuses)


@pytest.mark.parametrize("word", ["(删除)等待出库", "（删除）延迟付款确认", "(删除)没见过的"])
def test_jd_deleted_orders_are_closed(tmp_path, word):
    row = {"订单号": "90001", "商品ID": "A100-7", "订购数量": "1", "结算金额": "5", "应付金额": "5",
    "京东价": "5",
           "订单状态": word, "付款确认时间": "", "下单时间": "2021-01-01 00:00:00"}  # fmt: skip
    line = one(tmp_path, row, form=jd.ORDERS)
    assert (line["status"], line["item_id"]) == ("closed", "1007")


def test_a_word_the_office_has_decided_is_taken(tmp_path):
    lines, refusals, reading = read(
        tmp_path, csv_text([{**DOUYIN, "订单状态": "已 揽收"}]), words={"已揽收": "shipped"}
    )
    assert ([line["status"] for line in lines], refusals, reading.unknown_words) == (["shipped"], [], {})


def test_a_file_by_mapping(tmp_path):
    form = read_mapping("""
platform = "微店"
date_format = "%d/%m/%Y %H:%M"
[columns]
order_id = "单号"
line_id = ["单号", "货号"]
status = "状态"
paid_at = "付款"
paid_amount = "实付"
refund_amount = "退款"
creator_name = "主播"
[status]
completed = ["已完成"]
""")
    row = {
        "单号": "A1",
        "货号": "7",
        "状态": "已完成",
        "付款": "09/06/2021 21:25",
        "实付": "￥10",
        "退款": "2.5",
        "主播": "ＡＢ",
    }
    line = one(tmp_path, row, form=form)
    assert (line["line_id"], line["own_paid_at"]) == ("A1+7", datetime(2021, 6, 9, 21, 25))
    assert (line["own_refund_amount"], line["own_refund_basis"]) == (Decimal("2.50"), "amount")
    assert (line["creator_name"], line["creator_key"]) == ("ＡＢ", "AB")
    _, refusals, _ = read(tmp_path, csv_text([{**row, "付款": "2021-06-09"}]), form=form)
    assert refusals[0].problems[0].code == "bad_date"


def test_pdd_takes_the_deal_time_where_a_row_has_no_payment_time(tmp_path):
    row = {
        "订单号": "210609-1", "订单状态": "已收货", "用户实付金额(元)": "10.10", "商家实收金额(元)": "9.9",
        "支付时间": "\t", "订单成交时间": "2021-06-09 10:00:00",
    }  # fmt: skip
    lines, _, _ = read(tmp_path, csv_text([row, {**row, "订单号": "2", "支付时间": "2021-06-08 09:00:00"}]))
    assert [line["own_paid_at"] for line in lines] == [datetime(2021, 6, 9, 10), datetime(2021, 6, 8, 9)]


def test_a_bad_cell_that_serves_two_parts_is_told_once(tmp_path):
    row = {
        "订单号": "210609-1", "订单状态": "已收货", "用户实付金额(元)": "10.10", "商家实收金额(元)": "9.9",
        "订单成交时间": "昨天",
    }  # fmt: skip
    _, (refusal,), _ = read(tmp_path, csv_text([row]))
    assert [(p.column, p.code) for p in refusal.problems] == [("订单成交时间", "bad_date")]


def test_an_unknown_word_beside_other_faults_is_not_put_to_the_office(tmp_path):
    _, refusals, reading = read(
        tmp_path, csv_text([{**DOUYIN, "订单状态": "秘密路1号", "订单应付金额": "张三"}])
    )
    assert len(refusals[0].problems) == 2
    assert not reading.unknown_words


def test_a_garbled_row_gives_none_of_its_cells(tmp_path):
    row = {**DOUYIN, "订单状态": "秘密路1号", "订单应付金额": "张三", "支付完成时间": "13800000000x"}
    _, (refusal,), _ = read(tmp_path, csv_text([row]))
    assert [(p.code, p.value) for p in refusal.problems] == [("garbled_row", "")]
    assert not any(refusal.cells.values())
