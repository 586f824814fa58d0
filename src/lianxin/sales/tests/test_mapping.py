import pytest

from lianxin.sales.rules.formats import Refund
from lianxin.sales.rules.mapping import MappingError, read_mapping

GOOD = """
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
unpaid = ["待付款"]
completed = ["已完成", "已评价"]
"""


def test_a_mapping_file_becomes_a_format():
    form = read_mapping(GOOD)

    assert form.platform == "微店"
    assert form.kind == "orders:generic"
    assert form.required == {"单号", "货号", "状态", "付款", "实付"}
    assert [form.columns[part] for part in form.key] == [("单号",), ("货号",)]
    assert form.statuses == {"待付款": "unpaid", "已完成": "completed", "已评价": "completed"}
    assert form.refund is Refund.AMOUNT
    assert form.creators == (("creator_id", "creator_name"),)
    assert form.day_format == "%d/%m/%Y %H:%M"


def test_without_line_id_the_order_is_the_line():
    form = read_mapping(GOOD.replace('line_id = ["单号", "货号"]', ""))
    assert [form.columns[part] for part in form.key] == [("单号",)]


def faults(text: str) -> list[tuple[str, str]]:
    with pytest.raises(MappingError) as caught:
        read_mapping(text)
    return [(fault.where, fault.code) for fault in caught.value.faults]


def test_all_faults_are_listed_at_once():
    text = """
platform = " "
date_format = "%d/%m"
grain = "basket"
extra = 1
[columns]
order_id = "单号"
status = 3
buyer_name = "买家"
spec = ["a", "b"]
[status]
sold = ["已售"]
paid = "待发货"
shipped = ["已发货"]
closed = ["已发货"]
"""
    assert faults(text) == [
        ("extra", "mapping_unknown_key"),
        ("platform", "mapping_missing"),
        ("date_format", "mapping_date_format"),
        ("grain", "mapping_grain"),
        ("columns.paid_at", "mapping_missing"),
        ("columns.paid_amount", "mapping_missing"),
        ("columns.status", "mapping_not_text"),
        ("columns.buyer_name", "mapping_unknown_key"),
        ("columns.spec", "mapping_not_text"),
        ("status.sold", "mapping_unknown_status"),
        ("status.paid", "mapping_not_words"),
        ("status.closed", "mapping_word_twice"),
    ]


def test_missing_tables_and_bad_toml_are_named():
    assert faults('platform = "微店"') == [("columns", "mapping_missing"), ("status", "mapping_missing")]
    assert faults("platform = ")[0][1] == "mapping_not_toml"


@pytest.mark.parametrize("form", ["%Y/%m/%d", "%Y%m%d%H%M%S", "%d.%m.%Y %H:%M"])
def test_date_forms_that_name_a_day_are_taken(form):
    assert read_mapping(GOOD.replace("%d/%m/%Y %H:%M", form)).day_format == form


@pytest.mark.parametrize("form", ["%H:%M", "%Y-%m", "%Q", "yyyy-mm-dd", "%Y-%m-%d %"])
def test_date_forms_that_do_not_are_refused(form):
    assert faults(GOOD.replace("%d/%m/%Y %H:%M", form)) == [("date_format", "mapping_date_format")]
