"""Numbers typed by hand are found, and what only looks like one is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianxin.reports.rules.typed import typed_numbers

FOUND = [
    ("全年举办培训班97期", ["97"]),
    ("参训人次达3987人次。", ["3987"]),
    ("参训近4000人次，同比增长27.8%", ["4000", "27.8%"]),
    ("参训１２３人次", ["１２３"]),
    ("增长２７．８％", ["２７．８％"]),
    ("成交额1,234.56元", ["1,234.56"]),
    ("成交额1，234元", ["1，234"]),
    ("销售1.2万单，3亿元", ["1.2万", "3亿"]),
    ("订单330多万单", ["330多万"]),
    ("收入3万多元", ["3万多"]),
    ("参训四百人次", ["四百"]),
    ("参训四百余人次", ["四百余"]),
    ("一百二十家企业", ["一百二十"]),
    ("三十五名成员", ["三十五"]),
    ("二十余场活动", ["二十余"]),
    ("百余名主播", ["百余"]),
    ("数十场活动", ["数十"]),
    ("几百名主播", ["几百"]),
    ("近百名主播", ["百"]),
    ("十几次走访", ["十几"]),
    ("三四个单位", ["三四"]),
    ("两家企业", ["两"]),
    ("三个月内", ["三"]),
    ("百分之八十五", ["百分之八十五"]),
    ("百分之85", ["百分之85"]),
    ("三分之二的成员", ["三分之二"]),
    ("八成以上", ["八"]),
    ("占八成", ["八"]),
    ("增长两倍", ["两"]),
    ("产值翻两番", ["翻两番"]),
    ("过半数成员", ["过半数"]),
    ("提高1.2个百分点", ["1.2个百分点"]),
    ("三万元", ["三万"]),
    ("两亿元投资", ["两亿"]),
    ("百万元项目", ["百万"]),
    ("近百万元", ["百万"]),
    ("千万元级", ["千万"]),
    ("合计2021场", ["2021"]),
    ("2000人参加", ["2000"]),
    ("-3.5%", ["-3.5%"]),
    ("零投诉", ["零"]),
    ("全区5个镇、12个村", ["5", "12"]),
    ("第一季度举办12场", ["12"]),
    ("2021年举办12场，8月举办3场", ["12", "3"]),
    ("（一）全年办班12期", ["12"]),
    ("12场活动", ["12"]),
    ("3.5万元", ["3.5万"]),
    ("一是办班12期；二是走访30次", ["12", "30"]),
    ("5G基站30座", ["30"]),
    ("〔2021〕12号文件下达3项任务", ["3"]),
    ("表1所列12项", ["12"]),
]
SPARED = [
    "2021年",
    "2021年度",
    "2021年1月至12月",
    "2021年12月31日",
    "12月31日",
    "8月份",
    "1—6月",
    "2020—2021年",
    "2021-2022学年",
    "2021-12-31",
    "2021/12/31",
    "2021.12.31",
    "2021-09",
    "上午9时30分",
    "09:30",
    "20世纪90年代",
    "二〇二一年十二月",
    "二十一世纪",
    "三年行动计划",
    "九月",
    "X委发〔2021〕12号",
    "国发[2021]5号",
    "第12号",
    "2021年第3期",
    "GB/T 9704-2012",
    "GB/T 15835—2011",
    "5G网络",
    "4K直播",
    "3D打印",
    "A4纸",
    "COVID-19",
    "H1N1流感",
    "12345政务服务热线",
    "电话：0830-4234567",
    "第一",
    "第十二届",
    "第3次",
    "一是强化学习；二是压实责任；三是讲求实效",
    "其一，其二",
    "一、基本情况",
    "十二、其他",
    "（一）多元学习",
    "（十一）其他",
    "1. 培训情况",
    "1.培训情况",
    "2、走访情况",
    "（1）培训",
    "1）培训",
    "①培训",
    "1.1 培训情况",
    "见表1、图2和附件3",
    "附表1-2",
    "一批特色产品",
    "一个平台、一项制度、一次走访",
    "统一部署，进一步推进，一系列举措",
    "若干项措施，几个问题",
    "十分重要",
    "千家万户",
    "成千上万",
    "百花齐放",
    "“三位一体”",
    "三化三育三报",
    "两个维护、四个意识",
    "两会",
    "一二三产业融合",
    "二次加工",
    "“1+3+N”机制",
    "四川省",
    "三农工作",
    "二十大精神",
    "一次性",
    "二维码",
    "",
    "没有数字",
    "\ue00012\ue001人次",
]
ENGLISH_FOUND = [
    ("The office held 97 courses", ["97"]),
    ("up 27.8% on 2020", ["27.8%"]),
    ("Twelve courses were held", ["Twelve"]),
    ("more than two hundred people", ["two hundred"]),
    ("sixty-five studios", ["sixty-five"]),
    ("Sales came to 1,234,567.89 yuan", ["1,234,567.89"]),
    ("2021 people came", ["2021"]),
    ("half of the members", ["half of"]),
    ("sales doubled", ["doubled"]),
    ("ten per cent", ["ten per cent"]),
    ("In 2021 the office held 12 courses", ["12"]),
]
ENGLISH_SPARED = [
    "In 2021 the office held courses.",
    "Annual Report 2021",
    "by 31 December 2021",
    "December 31, 2021",
    "on March 3rd",
    "the first half of 2021",
    "2020–2021",
    "the 2nd quarter",
    "Table 3 and Annex 2",
    "1. Learning",
    "1.2 Learning",
    "(3) Training",
    "GB/T 9704-2012",
    "one of the first",
    "5G and 4K",
    "No. 12",
    "often, weight, tension, threefold",
]


@pytest.mark.parametrize(("text", "numbers"), FOUND)
def test_found(text: str, numbers: list[str]) -> None:
    assert [one.text for one in typed_numbers(text)] == numbers


@pytest.mark.parametrize("text", SPARED)
def test_spared(text: str) -> None:
    assert [one.text for one in typed_numbers(text)] == []


@pytest.mark.parametrize(("text", "numbers"), ENGLISH_FOUND)
def test_found_in_english(text: str, numbers: list[str]) -> None:
    assert [one.text for one in typed_numbers(text, "en")] == numbers


@pytest.mark.parametrize("text", ENGLISH_SPARED)
def test_spared_in_english(text: str) -> None:
    assert [one.text for one in typed_numbers(text, "en")] == []


_DIGITS = str.maketrans("0123456789", "０１２３４５６７８９")
_CHINESE = "零一二三四五六七八九"


@given(
    st.integers(2, 10**9),
    st.sampled_from(["", "全年", "第一季度，", "2021年", "（一）", "8月份共", "三是", "其中"]),
    st.sampled_from(["人次", "名", "场", "万元", "亿元", "%", "家企业", "个百分点", "多单"]),
)
def test_no_quantity_slips_through(number: int, before: str, unit: str) -> None:
    for digits in (str(number), str(number).translate(_DIGITS)):
        (found,) = typed_numbers(f"{before}{digits}{unit}")
        assert digits in found.text


@given(
    st.sampled_from(
        ["两", *_CHINESE[2:], "十二", "二十", "三十五", "一百", "一百零八", "四百余", "三千", "两万"]
    ),
    st.sampled_from(["", "全年", "第一季度", "二〇二一年", "（二）"]),
    st.sampled_from(["人次", "名成员", "场", "期培训", "家企业", "件诉求", "间直播间"]),
)
def test_nor_one_in_chinese_numerals(number: str, before: str, unit: str) -> None:
    (found,) = typed_numbers(f"{before}共{number}{unit}")
    assert found.text == number
