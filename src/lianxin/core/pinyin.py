"""Finding Chinese words by how they are typed: characters, pinyin, initials, or a mixture (zhangs, zs)."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from itertools import chain
from typing import Any, cast

#: Characters that read otherwise at the head of a person's name. A word that is no name may begin with them
#: as well (单位), so the ordinary reading stays beside it.
_SURNAMES = {
    "万俟": "mo qi",
    "长孙": "zhang sun",
    "尉迟": "yu chi",
    "单于": "chan yu",
    "澹台": "tan tai",
    "令狐": "ling hu",
    "单": "shan",
    "曾": "zeng",
    "仇": "qiu",
    "解": "xie",
    "任": "ren",
    "区": "ou",
    "查": "zha",
    "华": "hua",
    "朴": "piao",
    "盖": "ge",
    "覃": "qin",
    "缪": "miao",
    "乐": "yue",
    "折": "she",
    "洗": "xian",
    "冼": "xian",
    "员": "yun",
    "黑": "he",
    "繁": "po",
    "翟": "zhai",
    "祭": "zhai",
    "种": "chong",
    "句": "gou",
    "牟": "mou",
    "谌": "chen",
    "秘": "bi",
    "都": "du",
    "藏": "zang",
    "宁": "ning",
    "燕": "yan",
    "应": "ying",
    "曲": "qu",
    "那": "na",
    "葛": "ge",
    "石": "shi",
    "卜": "bu",
    "尉": "wei",
    "召": "shao",
    "车": "che",
    "重": "chong",
    "郗": "xi",
    "逄": "pang",
    "隗": "wei",
    "晟": "cheng",
    "幺": "yao",
    "贾": "jia",
    "沈": "shen",
    "纪": "ji",
    "哈": "ha",
    "占": "zhan",
    "干": "gan",
    "於": "yu",
    "阚": "kan",
    "郇": "xun",
    "俞": "yu",
    "褚": "chu",
    "佟": "tong",
    "柏": "bai",
    "薄": "bo",
    "瞿": "qu",
    "过": "guo",
    "相": "xiang",
    "能": "nai",
    "哥舒": "ge shu",
    "宿": "su",
    "库": "she",
    "会": "gui",
    "角": "jue",
    "便": "pian",
    "洒": "sa",
    "撒": "sa",
    "殷": "yin",
    "甯": "ning",
}
_DROPPED = {ord(c): None for c in " \t\u3000'’·-_"}

_ACCENTS = {"Mn", "Sk", "Lm"}

Syllables = tuple[str, ...]


def keys(text: str) -> tuple[str, ...]:
    """What `text` may be found by: itself folded, then full pinyin and initials of each way to read it."""
    forms = (("".join(reading), "".join(s[0] for s in reading)) for reading in readings(text))
    return tuple(dict.fromkeys((folded(text), *chain.from_iterable(forms))))


def matches(query: str, text: str) -> bool:
    """Whether `query` occurs in `text`, or its letters spell syllables of it one after another, each from
    its first letter on: zhangs, zsan and zs find 张三, an does not. An empty query finds everything."""
    wanted = folded(query)
    if wanted in folded(text):
        return True
    return any(_spells(wanted, reading[n:]) for reading in readings(text) for n in range(len(reading)))


def folded(text: str) -> str:
    """Width, case and separators do not matter; ü is typed v."""
    plain = unicodedata.normalize("NFKC", text).casefold().replace("ü", "v")
    bare = (c for c in unicodedata.normalize("NFKD", plain) if unicodedata.category(c) not in _ACCENTS)
    return unicodedata.normalize("NFKC", "".join(bare).translate(_DROPPED))


def _spells(query: str, syllables: Syllables) -> bool:
    if not query:
        return True
    if not syllables:
        return False
    head = syllables[0]
    shared = next((n for n, (a, b) in enumerate(zip(query, head, strict=False)) if a != b), None)
    longest = min(len(query), len(head)) if shared is None else shared
    return any(_spells(query[n:], syllables[1:]) for n in range(longest, 0, -1))


@lru_cache(maxsize=1 << 15)
def readings(text: str) -> tuple[Syllables, ...]:
    """The ways to read a text: as a word, and as a name where that differs. Letters and digits stand for
    themselves, one syllable each."""
    plain = folded(text)
    word = _syllables(plain)
    for length in (2, 1):
        if surname := _SURNAMES.get(plain[:length]):
            name = (*surname.split(), *_syllables(plain[length:]))
            return (word,) if name == word else (word, name)
    return (word,)


def _syllables(text: str) -> Syllables:
    from pypinyin import lazy_pinyin  # its dictionary takes 0.3 s to load

    return tuple(lazy_pinyin(text, errors=cast(Any, list))) if text else ()  # stubs know no lists
