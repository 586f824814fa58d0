"""What the district grows and makes: 150 products from 30 kinds in five packings, with seasons and prices."""

from __future__ import annotations

from dataclasses import dataclass

#: Kind, category, months on the market ("" all year), unit, price of the smallest packing in yuan.
KINDS = (
    ("高山春笋", "竹笋", "3-5", "千克", "12.90"),
    ("甜脆冬笋", "竹笋", "11-2", "千克", "15.90"),
    ("手剥笋", "竹笋", "", "袋", "11.90"),
    ("早春绿茶", "茶叶", "2-4", "盒", "19.90"),
    ("工夫红茶", "茶叶", "", "盒", "18.90"),
    ("晚熟荔枝", "水果", "7-8", "千克", "19.80"),
    ("荔枝干", "干货", "", "袋", "15.80"),
    ("蜜桔", "水果", "11-1", "千克", "11.80"),
    ("血橙", "水果", "1-3", "千克", "14.80"),
    ("蜜柚", "水果", "10-12", "个", "12.80"),
    ("翠冠梨", "水果", "8-9", "千克", "13.80"),
    ("枇杷", "水果", "4-5", "千克", "17.80"),
    ("脆红李", "水果", "6-7", "千克", "13.90"),
    ("红薯干", "干货", "", "袋", "9.90"),
    ("手工挂面", "粮油", "", "把", "9.90"),
    ("老坛豆豉", "调味", "", "瓶", "9.90"),
    ("香辣酱", "调味", "", "瓶", "10.90"),
    ("柴火腊肉", "肉禽", "11-2", "千克", "24.90"),
    ("土猪腊肠", "肉禽", "11-2", "千克", "23.90"),
    ("土鸡蛋", "肉禽", "", "枚", "18.80"),
    ("百花蜂蜜", "蜂产品", "5-9", "瓶", "19.80"),
    ("菜籽油", "粮油", "", "桶", "22.80"),
    ("糯米", "粮油", "", "千克", "9.90"),
    ("稻田香米", "粮油", "9-12", "千克", "11.90"),
    ("竹编小篮", "手工", "", "件", "16.80"),
    ("竹筷", "手工", "", "套", "8.90"),
    ("农家粽", "糕点", "5-6", "袋", "14.90"),
    ("桃酥月饼", "糕点", "8-9", "盒", "15.90"),
    ("青花椒", "调味", "7-9", "袋", "9.90"),
    ("山菌干", "干货", "", "袋", "16.90"),
)
#: Packing, times the smallest price, and how much of a supplier's trade it is.
PACKINGS = (
    ("尝鲜装", 1.0, 0.0),
    ("家庭装", 1.8, 0.20),
    ("整箱", 9.0, 0.30),
    ("礼盒", 24.0, 0.30),
    ("团购装", 40.5, 0.20),
)


@dataclass(frozen=True)
class Product:
    number: str
    kind: int
    packing: int
    name: str
    season: str
    cents: int


def products(number_of: list[str]) -> list[Product]:
    """One product for each number, the smallest packing of all kinds first."""
    found = []
    for n, number in enumerate(number_of):
        packing, kind = divmod(n, len(KINDS))
        name, _, season, _, price = KINDS[kind]
        cents = round(float(price) * 10 * PACKINGS[packing][1]) * 10 - (10 if packing else 0)
        found.append(Product(number, kind, packing, name + PACKINGS[packing][0], season, cents))
    return found
