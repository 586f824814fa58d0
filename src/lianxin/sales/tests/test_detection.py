"""Every platform's kind is found, whatever the merchant did to the columns."""

import json
import random
from pathlib import Path

import pytest

from lianxin.engines.tabular import NoMatch, Profile, find_header, header_key
from lianxin.sales.rules import ORDER_FORMATS
from lianxin.sales.rules.aftersales import AFTERSALES
from lianxin.sales.rules.known import KNOWN
from lianxin.sales.rules.live import LIVE

TABLES = json.loads(Path(__file__).with_name("headers.json").read_text("utf-8"))
FORMATS = {form.name: form for form in (*ORDER_FORMATS, *AFTERSALES, *LIVE)}
PROFILES = [Profile(form.name, form.required, form.headers) for form in FORMATS.values()]
PROFILES += [Profile(known.name, known.required, known.required) for known in KNOWN]


def kind_of(headers: list[str]) -> str | None:
    form = FORMATS.get(find_header([headers], PROFILES).profile.name)
    return form.kind if form else None


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table["table"])
def test_each_known_header_list_is_found_as_what_it_is(table):
    assert kind_of(table["headers"]) == table["kind"]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table["table"])
def test_no_header_list_holds_the_required_headers_of_two_kinds(table):
    there = {header_key(header) for header in table["headers"]}
    kinds = set()
    for profile in PROFILES:
        if {header_key(name) for name in profile.required} <= there:
            form = FORMATS.get(profile.name)
            kinds.add(form.kind if form else profile.name)
    assert len(kinds) == 1


@pytest.mark.parametrize("table", [t for t in TABLES if t["kind"]], ids=lambda table: table["table"])
def test_order_extra_columns_blanks_and_missing_ones_do_not_matter(table):
    luck = random.Random(table["table"])
    form = FORMATS[find_header([table["headers"]], PROFILES).profile.name]
    must = {header_key(name) for name in form.required}
    for share in (1.0, 0.5, 0.0):
        headers = [h for h in table["headers"] if header_key(h) in must or luck.random() < share]
        headers += [f"自定义列{number}" for number in range(luck.randrange(9))]
        luck.shuffle(headers)
        padded = [
            luck.choice(["", " ", "\t", "\u3000"]) + h[:1] + luck.choice(["", "\n"]) + h[1:] for h in headers
        ]
        padded = [h.replace("(", "（").replace(")", "）") for h in padded]
        above = [["导出说明：请勿外传"], []]
        match = find_header([*above, padded], PROFILES)
        assert FORMATS[match.profile.name].kind == table["kind"]
        assert match.header_row == 3


def test_something_else_is_nothing():
    with pytest.raises(NoMatch):
        find_header([["品名", "数量", "单价"]], PROFILES)


def test_personal_columns_are_never_among_those_read():
    words = ("姓名", "收件", "收货人", "电话", "手机", "地址", "留言", "备注", "身份证", "街道", "区",
    "买家会员名",
             "支付宝", "帐号", "账号明细", "用户编号", "买家ID", "买家昵称", "交易单号",
             "快递单号")  # fmt: skip
    read = {header for form in FORMATS.values() for header in form.headers}
    allowed = {"收货地址-省", "收货地址-市"}
    assert not [h for h in read - allowed for word in words if word in h]
