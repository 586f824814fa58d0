"""Order and aftersale files through the import, into the lake and back out."""

from datetime import datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from lianxin.people.models import Account, Member
from lianxin.records.actions import import_paths, roll_back
from lianxin.records.models import BatchFile
from lianxin.records.rules import Refused
from lianxin.sales.actions import map_status_word
from lianxin.sales.queries import assumed_refunds, lake, undecided_words, unmatched_creators
from lianxin.sales.tests.reading import csv_text
from lianxin.sales.tests.test_lines import DOUYIN, ITEM, KUAISHOU, ORDER, XHS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("fresh_home")]
COLUMNS = "line_id, paid_at, status, paid_amount, refund_amount, refund_basis, covered, source_row"
AFTERSALE = {
    "售后单号": "A1",
    "商品单号": "6920000000000000002",
    "退商品金额（元）": "99.9",
    "售后状态": "退款成功",
}


def write(folder: Path, name: str, rows: list[dict[str, str]], headers: list[str] | None = None) -> Path:
    path = folder / name
    path.write_text(csv_text(rows, headers), "gb18030")
    return path


def run(*paths: Path, **options) -> dict:
    document = import_paths(paths=paths, actor=None, **options)
    for f in document["files"]:
        counted = f["new"] + f["updated"] + f["unchanged"] + sum(f["excluded"].values()) + f["rejected"]
        assert f["read"] == counted
    return document


def counts(document: dict) -> tuple[int, int, int, int]:
    (f,) = document["files"]
    return f["new"], f["updated"], f["unchanged"], f["rejected"]


def stored(where: str = "true") -> list[tuple]:
    with lake().reading() as reading:
        return reading.con.execute(
            f"SELECT {COLUMNS} FROM lake.lines WHERE {where} ORDER BY line_id, covered"
        ).fetchall()


def refund() -> tuple[Decimal, str]:
    (line,) = stored()
    return line[4], line[5]


def test_a_problem_names_the_column_as_the_file_does(folder):
    spelt = {"子订单编号": "子订单 编号", "订单应付金额": "＊订单应付金额"}
    row = {spelt.get(name, name): cell for name, cell in DOUYIN.items()}
    (f,) = run(write(folder, "a.csv", [{**row, "子订单 编号": "6.92E+18"}], list(row)))["files"]
    assert [p["column"] for p in f["problems"]] == ["子订单 编号"]
    page = openpyxl.load_workbook(folder / f["problem_file"]).active
    header = [cell.value for cell in page[1]]
    assert {"子订单 编号", "＊订单应付金额"} <= set(header)
    assert not {"子订单编号", "订单应付金额"} & set(header)
    assert page.cell(2, header.index("失败原因") + 1).value.startswith("子订单 编号：")


def test_good_rows_go_in_and_the_rest_is_told(folder):
    rows = [
        DOUYIN,
        {**DOUYIN, "子订单编号": "6.92E+18"},
        {},
        {"主订单编号": "合计", "订单应付金额": "2,599.80"},
    ]
    document = run(write(folder, "1623245125_订单.csv", rows, list(DOUYIN)))
    (f,) = document["files"]
    assert (f["kind"], f["encoding"], f["read"], f["new"], f["rejected"]) == (
        "orders:douyin",
        "gb18030",
        4,
        1,
        1,
    )
    assert f["excluded"] == {"空行": 1, "合计行": 1}
    assert f["totals"] == {"paid_amount": "1299.90", "refund_amount": "0.00", "file_total": "2599.80"}
    assert f["differs"] and f["notices"]
    assert [(p["row"], p["column"]) for p in f["problems"]] == [(3, "子订单编号")]
    assert "收件人" in f["ignored_columns"] and "区" in f["ignored_columns"]


def test_a_total_that_adds_up_is_no_news(folder):
    rows = [DOUYIN, {"主订单编号": "合计", "订单应付金额": "1299.9"}]
    (f,) = run(write(folder, "a.csv", rows, list(DOUYIN)))["files"]
    assert (f["differs"], f["notices"]) == (False, [])


def test_the_second_import_changes_nothing(folder):
    path = write(folder, "a.csv", [DOUYIN, {**DOUYIN, "子订单编号": "777777"}])
    assert counts(run(path)) == (2, 0, 0, 0)
    before = stored()
    assert counts(run(path)) == (0, 0, 2, 0)
    assert stored() == before


def test_a_later_export_replaces_and_an_older_one_that_comes_late_does_not(folder):
    first = write(folder, "1623245125_a.csv", [{**DOUYIN, "订单状态": "已发货"}])
    second = write(folder, "1623945125_b.csv", [DOUYIN])
    assert counts(run(first)) == (1, 0, 0, 0)
    assert counts(run(second)) == (0, 1, 0, 0)
    assert counts(run(first)) == (0, 0, 1, 0)
    assert [line[2] for line in stored()] == ["completed"]


def test_exported_at_is_taken_from_name_option_and_file_in_this_order(folder):
    def moment() -> datetime:
        with lake().reading() as reading:
            return reading.con.execute("SELECT max(exported_at) FROM lake.lines").fetchall()[0][0]

    given = datetime(2021, 6, 1, 12)
    run(write(folder, "1623245125.csv", [DOUYIN]), exported_at=given)
    assert moment() == datetime(2021, 6, 9, 21, 25, 25)
    run(
        write(folder, "1623999999_k.csv", [KUAISHOU]), exported_at=datetime(2021, 7, 1)
    )  # no habit of Kuaishou
    assert moment() == datetime(2021, 7, 1)


def test_of_repeated_rows_the_last_counts(folder):
    document = run(write(folder, "a.csv", [{**DOUYIN, "商品数量": "9"}, DOUYIN]))
    (f,) = document["files"]
    assert (f["new"], f["excluded"]) == (1, {"重复行": 1})
    assert [line[7] for line in stored()] == [3]


def test_an_aftersale_counts_whether_it_comes_before_or_after(folder):
    orders = write(folder, "1623245125_o.csv", [{**DOUYIN, "售后状态": "退款成功"}])
    aftersales = write(folder, "1623245125_a.csv", [AFTERSALE])
    run(orders)
    assert refund() == (Decimal("1299.90"), "assumed-full")
    assert assumed_refunds() == (Decimal("1299.90"), Decimal("1299.90"))
    run(aftersales)
    assert refund() == (Decimal("99.90"), "aftersale")
    assert assumed_refunds() == (Decimal("0.00"), Decimal("99.90"))


def test_aftersales_first(folder):
    run(
        write(
            folder, "1623245125_a.csv", [AFTERSALE, {**AFTERSALE, "售后单号": "A2", "售后状态": "售后关闭"}]
        )
    )
    run(write(folder, "1623245125_o.csv", [DOUYIN]))
    assert refund() == (Decimal("99.90"), "aftersale")


def test_kuaishou_aftersales_name_the_order(folder):
    run(write(folder, "k.csv", [KUAISHOU]))
    run(
        write(
            folder,
            "ka.csv",
            [{"售后单号": "S1", "订单编号": KUAISHOU["订单号"], "退款金额": "¥9.90", "售后状态": "退款成功"}],
        )
    )
    assert refund() == (Decimal("9.90"), "aftersale")


@pytest.mark.parametrize("order", [("items", "orders"), ("orders", "items")])
def test_taobao_order_lists_count_only_where_no_item_list_does(folder, order):
    files = {
        "items": write(folder, "items.csv", [{**ITEM, "订单付款时间": ""}]),
        "orders": write(folder, "list.csv", [ORDER, {**ORDER, "订单编号": "19"}]),
    }
    for name in order:
        run(files[name])
    paid_at = datetime(2021, 5, 23, 22, 2)
    assert [(line[0], line[1], line[6]) for line in stored()] == [
        ("1800000000000000001", paid_at, True),
        ("1800000000000000002", paid_at, False),
        ("19", paid_at, False),
    ]


def test_taobao_orders_of_one_item_have_the_number_of_their_item(folder):
    run(write(folder, "list.csv", [ORDER]))
    run(write(folder, "items.csv", [{**ITEM, "子订单编号": ITEM["主订单编号"]}]))
    assert [(line[2], line[6]) for line in stored()] == [("paid", False), ("closed", True)]


def test_jd_shares_an_order_over_rows_wherever_they_stand(folder):
    row = {"订单号": "900", "商品ID": "1", "订购数量": "1", "结算金额": "100", "应付金额": "100",
    "京东价": "10",
           "订单状态": "完成", "付款确认时间": "2021-01-01 00:00:00"}  # fmt: skip
    other = {**row, "订单号": "901", "应付金额": "7"}
    rows = [row, other, {**row, "商品ID": "2"}, {**row, "商品ID": "3"}, {"订单号": "合计", "应付金额": "307"}]
    document = run(write(folder, "j.csv", rows, list(row)))
    amounts = {line[0]: line[3] for line in stored()}
    assert amounts == {
        "900+1": Decimal("33.34"), "900+2": Decimal("33.33"), "900+3": Decimal("33.33"),
        "901+1": Decimal("7.00"),
    }  # fmt: skip
    assert document["files"][0]["differs"] is False


def test_jd_refuses_an_order_whole_when_one_of_its_rows_is_refused(folder):
    row = {"订单号": "900", "商品ID": "1", "订购数量": "1", "结算金额": "9", "应付金额": "9", "京东价": "9",
           "订单状态": "完成", "付款确认时间": "2021-01-01 00:00:00"}  # fmt: skip
    rows = [row, {**row, "商品ID": "2", "订购数量": "许多"}, {**row, "订单号": "901"}]
    assert counts(run(write(folder, "j.csv", rows))) == (1, 0, 0, 2)


def test_an_unknown_word_is_decided_once(folder):
    path = write(folder, "a.csv", [{**DOUYIN, "订单状态": "已揽收"}])
    assert counts(run(path, dry_run=True)) == (0, 0, 0, 1)
    assert not undecided_words().exists()
    assert counts(run(path)) == (0, 0, 0, 1)
    (word,) = undecided_words()
    assert (word.platform, word.word, word.lines) == ("抖音", "已揽收", 1)
    map_status_word(platform="抖音", word="已揽收", status="shipped", actor=None)
    assert counts(run(path)) == (1, 0, 0, 0)
    assert [line[2] for line in stored()] == ["shipped"]
    assert not undecided_words().exists()
    with pytest.raises(Refused):
        map_status_word(platform="抖音", word="已揽收", status="sent", actor=None)


def test_a_dry_run_counts_against_the_lake_and_keeps_nothing(folder):
    run(write(folder, "1623245125_a.csv", [DOUYIN]))
    before = stored()
    rows = [{**DOUYIN, "商品数量": "3"}, {**DOUYIN, "子订单编号": "777777"}]
    assert counts(run(write(folder, "1623945125_b.csv", rows), dry_run=True)) == (1, 1, 0, 0)
    assert stored() == before


def test_a_file_may_be_refused_whole(folder):
    path = write(folder, "a.csv", [DOUYIN, {**DOUYIN, "子订单编号": ""}])
    (f,) = run(path, whole_files=True)["files"]
    assert (f["new"], f["rejected"], sum(f["excluded"].values())) == (0, 1, 1)
    assert stored() == []


def test_the_shop_is_given_or_read_from_the_file(folder):
    run(write(folder, "x.csv", [XHS]))
    run(write(folder, "d.csv", [DOUYIN]), shop="茶山号")
    with lake().reading() as reading:
        shops = reading.con.execute("SELECT platform, shop FROM lake.lines ORDER BY 1").fetchall()
    assert sorted(shops) == [("小红书", "茶铺"), ("抖音", "茶山号")]


def test_a_settlement_is_known_and_not_imported(folder):
    rows = [{"结算时间": "2021-01-01", "子订单号": "1", "结算金额": "2", "结算单类型": "已结算"}]
    document = run(write(folder, "s.csv", rows))
    assert document["files"] == [] and "抖店结算单" in document["unknown"][0]["reason"]


def test_the_old_taobao_item_list_is_named_and_refused(folder):
    headers = [
        "订单编号",
        "标题",
        "价格",
        "购买数量",
        "外部系统编号",
        "商品属性",
        "套餐信息",
        "备注",
        "订单状态",
        "商家编码",
    ]
    document = run(write(folder, "i.csv", [dict.fromkeys(headers, "1")]))
    assert document["files"] == [] and "子订单编号" in document["unknown"][0]["reason"]


def test_missing_columns_are_named(folder):
    row = {name: value for name, value in DOUYIN.items() if name != "订单应付金额"}
    document = run(write(folder, "a.csv", [row]))
    assert "订单应付金额" in document["unknown"][0]["reason"]


def test_a_batch_is_rolled_back_in_the_lake_too(folder):
    run(write(folder, "1623245125_a.csv", [{**DOUYIN, "订单状态": "已发货"}]))
    before = stored()
    second = run(write(folder, "1623945125_b.csv", [DOUYIN, {**DOUYIN, "子订单编号": "777777"}]))
    done = roll_back(batch_no=second["batch"], actor=None)
    assert (done.removed, done.restored) == (1, 1)
    assert stored() == before


def test_the_batch_names_the_snapshot(folder):
    run(write(folder, "a.csv", [DOUYIN]))
    assert BatchFile.objects.get().snapshot == lake().snapshot()


def test_creators_nobody_knows_stand_in_the_queue(folder):
    run(
        write(
            folder, "a.csv", [DOUYIN, {**DOUYIN, "子订单编号": "777777", "达人ID": "-", "达人昵称": "ＡＢ"}]
        )
    )
    assert [(one.creator_id, one.creator_name, one.lines, one.amount) for one in unmatched_creators()] == [
        ("", "ＡＢ", 1, Decimal("1299.90")),
        ("70001", "茶妹", 1, Decimal("1299.90")),
    ]
    member = Member.objects.create(
        member_no="M1", name="甲", kind="主播", joined_on="2021-01-01", focus=False
    )
    known = {"member": member, "platform": "抖音", "as_of": "2021-01-01"}
    Account.objects.create(account_id="70001", nickname="别名", **known)
    Account.objects.create(account_id="70002", nickname=" AB", **known)
    assert unmatched_creators() == []
