"""The words that a document needs around its own: captions, notes, annexes. They belong to the paper."""

from collections.abc import Mapping

from lianxin.engines.documents.model import Edition, FigureUse, Language

_WORDS: Mapping[str, Mapping[str, str]] = {
    "zh": {
        "table": "表{number}　{title}",
        "chart": "图{number}　{title}",
        "unit": "单位：{unit}",
        "note": "注：{note}",
        "source": "数据来源：{source}",
        "annex": "附件",
        "annex_numbered": "附件{number}",
        "annexes": "附件：",
        "receipts": "数据凭据一览",
        "receipts_intro": "下表所列数字均由记录计算得出，逐一列明取数范围、依据的记录条数和凭据编号。"
        "凭据编号相同，依据的记录就相同。",
        "edition": "版本编号：{id}　　数据快照：{snapshot}",
        "draft": "（草稿，未发布）",
        "withdrawn": "（已撤回）",
        "all": "全部",
        "by": "按{by}",
        "page": "— {} —",
        "data": "本文件附带的数据，供核验用",
    },
    "en": {
        "table": "Table {number}. {title}",
        "chart": "Figure {number}. {title}",
        "unit": "Unit: {unit}",
        "note": "Note: {note}",
        "source": "Source: {source}",
        "annex": "Annex",
        "annex_numbered": "Annex {number}",
        "annexes": "Annexes: ",
        "receipts": "Figures and their receipts",
        "receipts_intro": "The numbers in this table are computed from records. It says what each counts, "
        "how many records it rests on, and their receipt: the same receipt means the same records.",
        "edition": "Edition {id}, data snapshot {snapshot}",
        "draft": "(Draft, not published)",
        "withdrawn": "(Withdrawn)",
        "all": "all",
        "by": "by {by}",
        "page": "— {} —",
        "data": "The data of this document, for verification",
    },
}
_RECEIPT_COLUMNS = {
    "zh": ("序号", "指标", "时期", "范围", "数值", "依据条数", "凭据编号"),
    "en": ("No.", "Figure", "Period", "Filter", "Value", "Records", "Receipt"),
}
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
#: Enough of a receipt's hash to tell receipts apart on paper.
SHORT = 12


def words(language: Language, name: str, **params: object) -> str:
    return _WORDS[language][name].format(**params) if params else _WORDS[language][name]


def annex_mark(language: Language) -> str:
    """What stands above an appendix."""
    return words(language, "annex")


def receipt_columns(language: Language) -> tuple[str, ...]:
    return _RECEIPT_COLUMNS[language]


def day(language: Language, moment: str) -> str:
    """The day of an ISO text as it stands under a document: 2022年3月5日, 5 March 2022."""
    year, month, date = (int(part) for part in moment[:10].split("-"))
    return f"{year}年{month}月{date}日" if language == "zh" else f"{date} {_MONTHS[month - 1]} {year}"


def status(language: Language, edition: Edition) -> str:
    """ "" for a published edition."""
    if edition.status == "withdrawn":
        return words(language, "withdrawn")
    return "" if edition.status == "published" else words(language, "draft")


def scope(language: Language, figure: FigureUse) -> str:
    """What a figure was filtered and split by."""
    if figure.scope:
        return figure.scope
    parts = [f"{name}={value}" for name, value in figure.where.items()]
    parts += [words(language, "by", by=figure.by)] if figure.by else []
    return ("；" if language == "zh" else "; ").join(parts) or words(language, "all")
