"""Obviously made-up buyers: what the importer must never let through. And the cities goods go to."""

from __future__ import annotations

#: How many different buyers; numbers 1990000xxxx.
BUYERS = 3000

NAMES = [f"虚构买家{n:04d}" for n in range(BUYERS)]
PHONES = [f"1990000{n:04d}" for n in range(BUYERS)]
STREETS = [f"虚构街道{n % 40}号片区" for n in range(BUYERS)]
ADDRESSES = [f"虚构路{n % 97}号{n % 31}栋" for n in range(BUYERS)]
NOTES = ["麻烦轻放，虚构留言" if n % 17 == 0 else "" for n in range(BUYERS)]
IDENTITY = [f"99999919900101{n:04d}" for n in range(BUYERS)]

#: Province, city, share of the orders. Some exports write the short name of the province.
CITIES = (
    ("四川省", "成都市", 16.0), ("四川省", "泸州市", 5.0), ("四川省", "绵阳市", 3.0),
    ("重庆市", "重庆市", 9.0),
    ("广东省", "广州市", 7.0), ("广东省", "深圳市", 6.0), ("广东省", "东莞市", 3.0),
    ("浙江省", "杭州市", 5.0),
    ("浙江省", "宁波市", 2.5), ("江苏省", "南京市", 3.5), ("江苏省", "苏州市", 4.0), ("上海市", "上海市",
    4.5),
    ("北京市", "北京市", 4.0), ("湖北省", "武汉市", 3.5), ("湖南省", "长沙市", 3.0), ("河南省", "郑州市",
    3.0),
    ("山东省", "青岛市", 2.5), ("山东省", "济南市", 2.0), ("贵州省", "贵阳市", 2.5), ("云南省", "昆明市",
    2.5),
    ("陕西省", "西安市", 2.0), ("福建省", "厦门市", 1.5), ("福建省", "福州市", 1.0), ("安徽省", "合肥市",
    1.5),
    ("江西省", "南昌市", 1.0), ("河北省", "石家庄市", 1.5), ("辽宁省", "沈阳市", 1.0), ("吉林省", "长春市",
    0.6),
    ("黑龙江省", "哈尔滨市", 0.6), ("广西壮族自治区", "南宁市", 1.2), ("山西省", "太原市", 0.7), ("天津市",
    "天津市", 0.9),
    ("内蒙古自治区", "呼和浩特市", 0.4), ("甘肃省", "兰州市", 0.4), ("海南省", "海口市", 0.4),
    ("新疆维吾尔自治区", "乌鲁木齐市", 0.4),
)  # fmt: skip
