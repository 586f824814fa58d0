"""Names as people and files write them, made comparable."""

import unicodedata

_PROVINCES = (
    "河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 "
    "湖北 湖南 广东 海南 四川 贵州 云南 陕西 甘肃 青海 台湾"
)
#: 四川省: 四川, and the like for every province whose long name differs.
LONG_PROVINCES = (
    {f"{name}省": name for name in _PROVINCES.split()}
    | {f"{name}市": name for name in ("北京", "天津", "上海", "重庆")}
    | {
        "内蒙古自治区": "内蒙古",
        "广西壮族自治区": "广西",
        "西藏自治区": "西藏",
        "宁夏回族自治区": "宁夏",
        "新疆维吾尔自治区": "新疆",
        "香港特别行政区": "香港",
        "澳门特别行政区": "澳门",
    }
)


def normal_name(text: str) -> str:
    """NFKC (full width becomes half width), without blanks of any kind (TAB, NBSP, U+3000) on both sides."""
    return unicodedata.normalize("NFKC", text).strip()


def short_province(text: str) -> str:
    """四川省 and 四川 are 四川; a name that is no province stays as it is, trimmed."""
    name = normal_name(text)
    return LONG_PROVINCES.get(name, name)
