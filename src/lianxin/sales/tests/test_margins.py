"""Totals named in the leftmost column, and rows of a csv that have shifted."""

import pytest

from lianxin.records.rules import Refused
from lianxin.sales.actions import map_status_word
from lianxin.sales.queries import undecided_words
from lianxin.sales.tests.test_import_orders import AFTERSALE, counts, refund, run, stored, write
from lianxin.sales.tests.test_lines import DOUYIN

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("fresh_home")]
FIELDS = ("主订单编号", "子订单编号", "选购商品", "收件人", "订单状态", "订单应付金额", "支付完成时间")


def test_a_total_is_found_in_a_leftmost_column_that_is_not_read(folder):
    rows = [{"序号": "1", **DOUYIN}, {"序号": "2"}, {"序号": "合 计", "订单应付金额": "1,299.90"}]
    document = run(write(folder, "o.csv", rows, list(rows[0])))
    assert document["files"][0]["excluded"] == {"空行": 1, "合计行": 1}
    assert document["files"][0]["totals"]["file_total"] == "1299.90"
    assert counts(document) == (1, 0, 0, 0)


def test_a_row_with_more_cells_than_the_header_is_refused_without_its_cells(folder):
    path = folder / "o.csv"
    lines = [
        ",".join(FIELDS),
        "M1,S1,柑,张三,已完成,10,2021-06-01",
        "M2,S2,柑,张,三,已完成,10,2021-06-01",
        "M3,S3,柑,李四,已完成,10,2021-06-01,,\t",
    ]
    path.write_text("\n".join(lines), "utf-8")
    document = run(path)
    (problem,) = document["files"][0]["problems"]
    assert (problem["row"], problem["column"], problem["value"]) == (3, "", "")
    assert [line[0] for line in stored()] == ["S1", "S3"]
    assert not undecided_words()


def test_an_aftersale_without_an_amount_leaves_the_refund_assumed(folder):
    order = {**DOUYIN, "子订单编号": AFTERSALE["商品单号"], "售后状态": "退款成功"}
    run(write(folder, "o.csv", [order]))
    run(write(folder, "a.csv", [{**AFTERSALE, "退商品金额（元）": "-"}]))
    amount, basis = refund()
    assert (f"{amount}", basis) == ("1299.90", "assumed-full")


def test_a_status_word_of_no_platform_is_not_taken():
    with pytest.raises(Refused) as caught:
        map_status_word(platform="斗音", word="已揽收", status="shipped", actor=None)
    assert caught.value.code == "unknown_platform"


def test_a_refused_order_points_to_the_column_at_fault(folder):
    row = {
        "订单号": "J1", "商品ID": "1", "订购数量": "1", "结算金额": "9", "订单状态": "完成", "京东价": "9",
        "应付金额": "9.00", "付款确认时间": "2021-06-01",
    }  # fmt: skip
    document = run(write(folder, "jd.csv", [row, {**row, "商品ID": "2", "应付金额": "8.00"}]))
    found = [(p["row"], p["column"], p["value"]) for p in document["files"][0]["problems"]]
    assert found == [(2, "应付金额", "9.00"), (3, "应付金额", "8.00")]
