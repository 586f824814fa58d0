"""Figures as charts: what is drawn, and what it shows in words for who cannot see it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from lianxin.engines import charts
from lianxin.engines.charts import Bar
from lianxin.engines.documents import Chart, Table
from lianxin.reports.rules.answers import Use, Words
from lianxin.reports.rules.references import Reference
from lianxin.reports.rules.tables import group_keys
from lianxin.reports.rules.wording import HIDDEN_CELL, Asked, printed, unit_in

#: A ranking of more would be a wall.
_MOST_RANKED = 15
_DRAW = {"trend": charts.trend, "ranking": charts.ranking, "share": charts.share}


def kind_of(reference: Reference, groups: int) -> str:
    """Parts of time follow each other; a share with too many parts is a ranking."""
    kind = reference.kind or ("trend" if reference.by in ("month", "year") else "ranking")
    return "ranking" if kind == "share" and groups > charts.MOST else kind


def chart(reference: Reference, use: Use, table: Table, words: Words) -> Chart:
    """Raises charts.ChartError."""
    keys = group_keys(reference, [use])
    kind = kind_of(reference, len(keys))
    drawn = keys[:_MOST_RANKED] if kind == "ranking" else keys
    svg, png = _drawn(kind, words.language, tuple(_bar(key, use, words) for key in drawn))
    return Chart(
        title=table.title,
        svg=svg,
        png=png,
        alt=_alt(keys, use, table, words),
        table=table,
        figure=use.id,
    )


@lru_cache(maxsize=64)  # an editor's preview draws the same charts after each change of a word
def _drawn(kind: str, language: str, bars: tuple[Bar, ...]) -> tuple[str, bytes]:
    picture = _DRAW[kind](bars, words=charts.CHINESE if language == "zh" else charts.ENGLISH)
    return picture.svg(), picture.png()


def _bar(key: str, use: Use, words: Words) -> Bar:
    asked = use.answer.of_group(key)
    label = _label(key, use, words)
    said = _said(asked, words)
    value = None if asked.value is None or asked.hidden else float(asked.value)
    told = f"{label}{words.pick('：', ': ')}{said}"
    text = HIDDEN_CELL if asked.hidden else said.removesuffix(asked.unit)
    return Bar(label=label, value=value, text=text, told=told)


def _alt(keys: Sequence[str], use: Use, table: Table, words: Words) -> str:
    """The title, then the highest and the lowest part."""
    unit = unit_in(use.answer.figure.unit, words.language)
    head = f"{table.title}{words.pick(f'（单位：{unit}）', f' ({unit})') if unit else ''}"
    parts = {key: use.answer.of_group(key) for key in keys}
    known = [key for key, part in parts.items() if part.value is not None and not part.hidden]
    if not known:
        return words.pick(f"{head}：没有记录", f"{head}: no records")
    high, low = (pick(known, key=lambda k: float(use.answer.of_group(k).value or 0)) for pick in (max, min))
    top, bottom = (_label(key, use, words) for key in (high, low))
    most, least = (_said(use.answer.of_group(key), words) for key in (high, low))
    return words.pick(
        f"{head}：最高为{top}，{most}；最低为{bottom}，{least}",
        f"{head}: highest {top}, {most}; lowest {bottom}, {least}",
    )


def _label(key: str, use: Use, words: Words) -> str:
    return words.group(use.answer.by, key) or words.pick("未填写", "not given")


def _said(asked: Asked, words: Words) -> str:
    return printed("value", asked, words.language)
