"""Made-up names. Nobody and no company is meant; telephone numbers lie in ranges that are given to nobody."""

from __future__ import annotations

import random

_SURNAMES = "李王张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕单解"
_GIVEN = "禾穗苗青竹笋茶荔橘松梨云溪岭秋春夏冬晓明远山川林雨晴霞丽芳华强军平安宁乐欣雅文武思敏琴兰"
_STAGE_HEAD = (
    "青禾", "竹坪", "茶岭", "荔园", "橘洲", "云溪", "石桥", "望月", "白鹭", "松林", "梨湾", "回龙", "禾丰",
    "田埂", "山里", "老灶",
)  # fmt: skip
_STAGE_TAIL = (
    "阿笋", "小满", "橘子姐", "茶娘", "老班长", "二妹", "阿秋", "豆豆妈", "木匠", "面馆", "小先生", "菜篮子",
)  # fmt: skip


def people(rng: random.Random, count: int) -> list[str]:
    """`count` different names of people."""
    found: dict[str, None] = {}
    while len(found) < count:
        length = rng.choice((1, 2, 2, 2))
        found[rng.choice(_SURNAMES) + "".join(rng.choices(_GIVEN, k=length))] = None
    return list(found)


def stage_names(rng: random.Random, count: int) -> list[str]:
    """`count` different names under which creators appear."""
    all_names = [head + tail for head in _STAGE_HEAD for tail in _STAGE_TAIL]
    if count > len(all_names):
        raise ValueError(f"no more than {len(all_names)} stage names")
    return rng.sample(all_names, count)


def phone(n: int) -> str:
    """A number of the office's own people and members."""
    return f"1990001{n % 10000:04d}"


_USCC_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def uscc(n: int) -> str:
    """A social credit code with a right check sign, of a region (999999) that does not exist."""
    body = f"91999999MA{n:07d}"
    total = sum(_USCC_SIGNS.index(sign) * pow(3, i, 31) for i, sign in enumerate(body))
    return body + _USCC_SIGNS[-total % 31]
