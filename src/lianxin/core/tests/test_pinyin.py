"""Words are found as people type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianxin.core.pinyin import keys, matches


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("张三", "张三丰"),
        ("三丰", "张三丰"),
        ("zhangsanfeng", "张三丰"),
        ("zsf", "张三丰"),
        ("zhsf", "张三丰"),
        ("zhangsf", "张三丰"),
        ("zsanf", "张三丰"),
        ("Zhang San", "张三丰"),
        ("sf", "张三丰"),
        ("shantf", "单田芳"),
        ("danwei", "单位"),
        ("zengguo", "曾国藩"),
        ("yuchi", "尉迟恭"),
        ("moqi", "万俟卨"),
        ("lvbu", "吕布"),
        ("lübu", "吕布"),
        ("xian", "西安"),
        ("chongqing", "重庆"),
        ("m001", "M001"),
        ("小M", "小m同学"),
        ("Ｍ００１", "M001"),
        ("", "谁"),
    ],
)
def test_found(query: str, text: str) -> None:
    assert matches(query, text)


@pytest.mark.parametrize(
    ("query", "text"), [("an", "张三"), ("hang", "张三"), ("李", "张三"), ("zsa n x", "张三"), ("x", "")]
)
def test_not_found(query: str, text: str) -> None:
    assert not matches(query, text)


def test_keys() -> None:
    assert keys("单田芳") == ("单田芳", "dantianfang", "dtf", "shantianfang", "stf")
    assert keys("") == ("",)


@given(st.text(max_size=12))
def test_every_text_is_found_by_its_keys(text: str) -> None:
    assert matches(text, text)
    assert all(matches(key, text) for key in keys(text))
