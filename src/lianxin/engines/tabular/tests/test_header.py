"""Headers are found by their set of names, or the miss is explained."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lianxin.engines.tabular import NoMatch, Profile, TieMatch, find_header, header_key

ORDERS = Profile(
    "orders",
    frozenset({"订单号", "实付款"}),
    frozenset({"订单号", "实付款", "商品编码(平台)"}),
    {"order_no": "订单号"},
)
LIVE = Profile("live", frozenset({"场次", "主播"}), frozenset({"场次", "主播"}))


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("收货地址 ", "收货地址"),
        ("\ufeff\t 订单号\u3000", "订单号"),
        ("商品编码（平台）", "商品编码(平台)"),
        ("订单\n编号", "订单编号"),
        ("动帐类型", "动账类型"),
        ("*成员编号", "成员编号"),
        ("成员编号＊", "成员编号"),
        ("Member_No", "member_no"),
    ],
)
def test_spellings_of_one_header(written, name):
    assert header_key(written) == header_key(name)


@settings(deadline=None)  # the machine may be busy
@given(st.text())
def test_a_key_is_its_own_key(text):
    assert header_key(header_key(text)) == header_key(text)


@settings(deadline=None)  # the machine may be busy
@given(
    st.randoms(use_true_random=False), st.integers(0, 9), st.lists(st.text(alphabet="甲乙丙 "), max_size=5)
)
def test_shuffled_padded_with_extras_and_below_other_rows(shuffler: random.Random, above, extras):
    row = ["订单号", "\t实付款 ", "商品编码（平台）", *extras]
    shuffler.shuffle(row)
    match = find_header([["说明"]] * above + [row], [LIVE, ORDERS])
    assert match.profile is ORDERS
    assert match.header_row == above + 1
    assert {name: row[at].strip() for name, at in match.columns.items()} == {
        "订单号": "订单号", "实付款": "实付款", "商品编码(平台)": "商品编码（平台）",
    }  # fmt: skip
    assert sorted(match.ignored) == sorted(extra.strip() for extra in extras if extra.strip())


def test_the_first_of_two_equal_headers_wins_and_the_other_is_reported():
    match = find_header([["订单号", "实付款", "订单号"]], [ORDERS])
    assert match.columns == {"订单号": 0, "实付款": 1}
    assert match.ignored == ("订单号",)


def test_an_alias_stands_for_its_name():
    assert find_header([["实付款", "Order_No"]], [ORDERS]).columns == {"订单号": 1, "实付款": 0}


def test_the_columns_of_a_problem_workbook_are_not_reported():
    assert find_header([["订单号", "实付款", "行号", "失败原因", "备注"]], [ORDERS]).ignored == ("备注",)


def test_a_miss_names_the_nearest_and_what_it_lacks():
    with pytest.raises(NoMatch) as caught:
        find_header([["订单号", "金额"]], [LIVE, ORDERS])
    assert (caught.value.nearest, caught.value.missing) == ("orders", ("实付款",))
    with pytest.raises(NoMatch) as caught:
        find_header([], [LIVE, ORDERS])
    assert caught.value.nearest is None


def test_a_tie_is_reported_and_never_guessed():
    twin = Profile("twin", ORDERS.required, ORDERS.known)
    with pytest.raises(TieMatch) as caught:
        find_header([["订单号", "实付款"]], [ORDERS, twin])
    assert caught.value.profiles == ("orders", "twin")


@settings(deadline=None)  # the machine may be busy
@given(st.lists(st.lists(st.text(), max_size=6), max_size=12))
def test_any_head_matches_or_raises_what_it_should(head):
    try:
        match = find_header(head, [ORDERS, LIVE])
    except (NoMatch, TieMatch):
        return
    assert match.profile.required <= match.columns.keys()
