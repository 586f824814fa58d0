import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianxin.lib.text import normal_name, short_province


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("", ""),
        ("川妹子", "川妹子"),
        ("\t川妹子\t", "川妹子"),
        ("\u00a0川妹子\u3000", "川妹子"),
        (" \n川 妹 子\r ", "川 妹 子"),
        ("ＡＢＣ１２３", "ABC123"),
        ("（纳溪）", "(纳溪)"),
        ("川\u3000妹", "川 妹"),
        ("ﬁ", "fi"),
        ("e\u0301", "\u00e9"),
        ("ABC", "ABC"),  # letters keep their case: 网名 differ by it
    ],
)
def test_normal_name(text, name):
    assert normal_name(text) == name


@given(st.text(max_size=20))
def test_a_normal_name_stays_so(text):
    assert normal_name(normal_name(text)) == normal_name(text)


# fmt: off
OFFICIAL = (
    "北京市 天津市 上海市 重庆市 河北省 山西省 辽宁省 吉林省 黑龙江省 江苏省 浙江省 安徽省 福建省 江西省 "
    "山东省 河南省 湖北省 湖南省 广东省 海南省 四川省 贵州省 云南省 陕西省 甘肃省 青海省 台湾省 内蒙古自治区 "
    "广西壮族自治区 西藏自治区 宁夏回族自治区 新疆维吾尔自治区 香港特别行政区 澳门特别行政区"
)
SHORT = (
    "北京 天津 上海 重庆 河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 "
    "河南 湖北 湖南 广东 海南 四川 贵州 云南 陕西 甘肃 青海 台湾 内蒙古 "
    "广西 西藏 宁夏 新疆 香港 澳门"
)
# fmt: on


@pytest.mark.parametrize(("official", "short"), list(zip(OFFICIAL.split(), SHORT.split(), strict=True)))
def test_every_province(official, short):
    assert short_province(official) == short
    assert short_province(short) == short
    assert short_province(f"\t{official}\u3000") == short


def test_there_are_34():
    assert len(set(OFFICIAL.split())) == len(set(SHORT.split())) == 34


@pytest.mark.parametrize("text", ["", "海外", "吉林市", "河北区", "省", "中国台湾省外", "****"])
def test_other_names_stay(text):
    assert short_province(text) == text
