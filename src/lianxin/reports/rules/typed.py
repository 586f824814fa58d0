"""Numbers typed by hand: quantities in a text that no receipt stands behind.

Found are arabic digits, also full-width ones, percentages, numbers with 万 or 亿, Chinese numerals before a
measure word (四百人次, 百余名, 两成), fractions and multiples, and English number words. Not found are what
only looks like one: dates, years and times, numbers of headings, lists, tables and documents, ordinals
(第一, 一是), names with digits in them (5G, GB/T 9704), set phrases (三位一体, 千家万户).
A bare 一 before a measure word is an article (一批产品), 几个 says no number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

_D = "0-9０-９"
_NUMBER = rf"[{_D}]+(?:[,，][{_D}]{{3}}(?![{_D}]))*(?:[.．·][{_D}]+)?"
_N = "〇零一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟"
#: Words that follow a counted number.
_MEASURES = (
    "人次|人|名|位|家|个|件|项|场次|场|次|期|单|间|户|亩|公里|平方米|米|吨|公斤|斤|千克|克|元|角|分钱|块钱|种|款|张|"
    "条|篇|部|台|套|辆|座|处|所|册|本|份|批|班|组|支|届|门|节|笔|天|小时|分钟|周|倍|岁|层|级台阶|箱|件套|成(?![立功为长果员本都交就绩效熟分绕因])"
)
_MONTHS = (
    "January|February|March|April|May|June|July|August|September|October|November|December|"
    "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec"
)
_WORDS = (
    "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|"
    "eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundreds?|thousands?|millions?|"
    "billions?|dozens?"
)
_DASH = "[-—–―~～至到]{1,2}"
_YEAR = rf"(?:[12１２][{_D}]{{3}})"

#: What looks like a number and is none, by kind. In a match nothing is looked for.
_SPARED = {
    "date": "|".join(
        (
            rf"{_YEAR}(?:年度?)?{_DASH}{_YEAR}(?:学?年)",
            rf"(?<![{_D}]){_YEAR}年(?:度|代|初|底|末)?(?:[{_D}]{{1,2}}月(?:份|底|初|末)?(?:[{_D}]{{1,2}}[日号])?)?",
            rf"(?<![{_D}])[{_D}]{{1,2}}(?:{_DASH}[{_D}]{{1,2}})?月(?:份|底|初|末|上旬|中旬|下旬)?(?:[{_D}]{{1,2}}(?:{_DASH}[{_D}]{{1,2}})?[日号])?",
            rf"(?<![{_D}])[{_D}]{{1,2}}(?:{_DASH}[{_D}]{{1,2}})?[日号](?![{_D}线楼])",
            rf"(?<![{_D}.．]){_YEAR}[-/.／．][{_D}]{{1,2}}[-/.／．][{_D}]{{1,2}}(?![{_D}])",
            rf"(?<![{_D}]){_YEAR}-(?:0[1-9]|1[0-2])(?![{_D}])",
            rf"(?<![{_D}])[{_D}]{{2}}世纪(?:[{_D}]{{2}}年代)?",
            rf"(?<![{_D}])[{_D}]{{1,2}}[:：][{_D}]{{2}}(?:[:：][{_D}]{{2}})?(?![{_D}])",
            rf"(?<![{_D}])[{_D}]{{1,2}}[时点](?:[{_D}]{{1,2}}分|半|整)?(?![{_D}])",
            rf"[{_N}]{{1,4}}(?:个世纪|世纪|年代|年|月(?!饼)|[日号](?!召))",
            rf"(?i:\b(?:{_MONTHS})\.?\s+(?:[{_D}]{{1,2}}(?:st|nd|rd|th)?,?\s+)?{_YEAR}\b)",
            rf"(?i:\b[{_D}]{{1,2}}(?:st|nd|rd|th)?\s+(?:{_MONTHS})\b\.?(?:,?\s+{_YEAR}\b)?)",
            rf"(?i:\b(?:{_MONTHS})\.?\s+[{_D}]{{1,2}}(?:st|nd|rd|th)?\b)",
            rf"(?<![{_D}]){_YEAR}\s?[-–—/]\s?(?:{_YEAR}|[{_D}]{{2}})(?![{_D}人名家个件项场次期元%])",
            rf"(?i:\b(?:in|of|by|since|until|till|during|from|to|for|and|year|years|through|end|early|late|mid|before|after|over|on|report)"
            rf"[\s-]+{_YEAR}(?=[\s,.;:)\]?!'’]|$)(?!\s+(?:people|members|courses|cases|orders|yuan|hours|units|studios|times)\b))",
            rf"(?i:\b(?:the\s+)?(?:19|20)[{_D}]{{2}}(?:['’]s|\s+(?:report|edition|season|calendar\s+year|financial\s+year|annual\s+report|plan)\b))",
        )
    ),
    "document": "|".join(
        (
            rf"[〔［\[（(]{_YEAR}[〕］\])）](?:第?[{_D}]+[号期])?",
            rf"第?[{_D}]+号(?:文件|文|令|公告|通知)?",
            rf"总第[{_D}]+期",
            r"(?i:\bNo\.?\s?[0-9]+)",
            r"(?<![A-Za-z0-9])(?:[A-Z]{1,4}(?:/[A-Z]+)? |[A-Za-z]+(?:[/-][A-Za-z]+)*-?)"
            r"[0-9]+(?:[.—–-][0-9]+)*(?:[A-Za-z]+[0-9]*)*(?![0-9%％万亿人名家个件项场次.])",
            r"(?<![0-9.])[0-9]{1,3}(?:G|D|K|S|V|Z|s)(?![A-Za-z0-9])",
            rf"[{_D}]{{5}}(?:政务|便民|服务|消费者|市民|市长|举报|咨询)*热线",
            rf"(?:电话|热线|传真|邮编|邮政编码|网址|编号|工号|账号|备案号)[:：]?\s?[{_D}][{_D}-]*",
        )
    ),
    "ordinal": "|".join(
        (
            rf"第[{_D}{_N}几]+",
            rf"[{_N}]{{1,3}}(?:是|要|来(?=[，,]))",
            rf"(?:其|(?<!分)之)[{_N}](?![{_N}])",
            rf"(?i:\b[{_D}]+(?:st|nd|rd|th)\b)",
            r"(?i:\b(?:first|second|third|fourth)\s+(?:half|quarter)\b)",
        )
    ),
    "place": "|".join(
        (
            rf"(?:附?[表图]|附件|附录|注|序号|章|节)\s?[{_D}]+(?:[-—.][{_D}]+)*",
            r"(?i:\b(?:table|figure|annex|appendix|chapter|section|part|note|step|line)\s+[0-9]+(?:[.-][0-9]+)*)",
            r"[①-⑳㈠-㈩⑴-⒇]",
            rf"[（(](?:[{_D}]{{1,2}}|[{_N}]{{1,3}})[）)]",
        )
    ),
    "phrase": "|".join(
        (
            rf"[{_N}]位一体|[{_N}]+化[{_N}]+育[{_N}]+[报新]|[{_N}]级联动|[{_N}]次产业|[{_N}]次(?:创业|开发|加工|供水|元)|"
            rf"[{_N}]+个(?:意识|自信|全面|维护|确立|一百年|一(?!个)|坚持|代表|文明|革命|统一战线)|[两]会|一二三产业?",
            r"千家万户|百家争鸣|百花齐放|万人空巷|千千万万|成千上万|千变万化|万众一心|千方百计|万无一失|百年(?:大党|大计|老店|变局)?|"
            r"百货|百姓|百科|万象|万物|千里(?:之行|马)|万里(?:长征|长城|长江|行)|七夕|三农|一体化|一带一路|十分|万分|"
            r"四川|三峡|三亚|六安|九江|二维码|一次性|三方|四季|五谷|三下乡|一人一策|一企一策|一户一|一事一议|十四五|十三五|十五五|"
            r"二十大|十九大|五一|七一|八一|十一(?=[假黄期])|六一|三八|双十一|双十二|六一八|一名(?=之)|百度|千牛|万达",
            rf"[“\"‘'「][^”\"’'」]{{0,12}}?[{_D}{_N}N]+(?:[+＋×xX][{_D}{_N}NnXx]+)+[^”\"’'」]{{0,12}}[”\"’'」]",
            rf"(?<![{_D}])[{_D}]+(?:[+＋](?:[{_D}]+|[NnXxＮ]))+(?=[”\"’'」模机工体格])",
        )
    ),
    "own": r"\ue000[^\ue001]*\ue001",
}
_LEADING = re.compile(
    rf"^\s*(?:[{_D}]{{1,2}}(?:[.．][{_D}]{{1,2}})*[.．、)）]?\s+|[{_D}]{{1,2}}[.．、)）]|[（(][{_D}]{{1,2}}[)）]|"
    rf"[（(]?[{_N}]{{1,3}}[)）、.．])"
)
_ANY_SPARED = re.compile("|".join(f"(?:{pattern})" for pattern in _SPARED.values()))
_FOUND = re.compile(
    "|".join(
        (
            rf"百分之(?:[{_N}点几]+|{_NUMBER})",
            rf"[{_N}{_D}]+分之[{_N}{_D}]+",
            rf"[-−+]?{_NUMBER}\s?(?:[%％‰]|个百分点)",
            rf"{_NUMBER}\s?[多余几来]?\s?(?:[十百千]?[万亿])?[多余几来]?",
            rf"[{_N}][{_N}多余几来]*个百分点",
            # before a measure word; 一 alone is an article, a size alone needs a word that makes it a number
            rf"(?:[二两三四五六七八九十][{_N}多余几来]*|一[{_N}]+[多余几来]?|[几数][十百千万亿][{_N}多余]*|"
            rf"[百千万亿][{_N}]*[多余几来]|(?<=[近超约逾达过满上])[百千万亿][{_N}]*|[百千万][万亿]|零)(?=(?:{_MEASURES}))",
            rf"(?:[二两三四五六七八九]|一?十)[{_N}]*[百千万亿][{_N}]*[多余几来]?",
            r"翻[一两二三四几]番|(?:过|超|近|占|达)?(?:一半|半数)|零(?=(?:投诉|事故|差错|上访))",
            rf"(?i:\b(?:(?:{_WORDS})(?:[\s-]+(?:and\s+)?(?:{_WORDS}))*)\b(?:\s+(?:per\s?cent|percent))?)",
            r"(?i:\bhalf\s+(?:of|the|a)\b|\b(?:doubled|tripled|twice)\b)",
        )
    )
)


@dataclass(frozen=True)
class Span:
    """Where a number stands in a text, and the number."""

    start: int
    end: int
    text: str


def typed_numbers(text: str, language: Literal["zh", "en"] = "zh", *, begins: bool = True) -> list[Span]:
    """The quantities typed by hand in one paragraph, heading or cell, from left to right.

    `begins`: whether the text is the paragraph's beginning, where a number may be that of a list or heading.
    References to figures stand in it as `references.OPEN` … `CLOSE`.
    """
    blank = list(_without_spared(text, begins=begins))
    shown = "".join(blank)
    found = (Span(m.start(), m.end(), m.group()) for m in _FOUND.finditer(shown) if m.group().strip())
    return [_trimmed(one) for one in found if language == "zh" or not _only_chinese_article(one.text)]


def _without_spared(text: str, *, begins: bool) -> Iterator[str]:
    """The text with what is no quantity blanked out, of the same length."""
    leading = _LEADING.match(text) if begins else None
    if leading and _is_numbering(text, leading):
        text = "\ue002" * leading.end() + text[leading.end() :]
    at = 0
    for match in _ANY_SPARED.finditer(text):
        yield text[at : match.start()]
        yield "\ue002" * (match.end() - match.start())
        at = match.end()
    yield text[at:]


def _is_numbering(text: str, leading: re.Match[str]) -> bool:
    """A paragraph that begins with "12 场" or "3.5万" begins with a quantity."""
    rest = text[leading.end() :]
    if leading.group().rstrip().endswith((".", "．")) and rest[:1].isdigit():
        return False
    bare = leading.group().strip().isdigit()
    return not (bare and re.match(rf"(?:{_MEASURES}|[万亿%％])", rest)) and bool(rest.strip())


def _trimmed(span: Span) -> Span:
    text = span.text.rstrip()
    return Span(span.start, span.start + len(text), text)


def _only_chinese_article(text: str) -> bool:
    return text in {"一", "零"}
