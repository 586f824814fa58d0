"""References to figures in a report's text, and the parts that stand only where there is something to say.

    {{ learning.attendances | style=phrase | period=2021 | where topic=电商 }}
    {{ sales.gross, sales.net | style=table | by=platform | title=分平台销售情况 }}
    {{? goodworks.donations }} … {{:}} … {{/}}      the first if the figure is neither 0 nor without value

What is wrong is collected, never raised: a writer mends all of it at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches

from lianxin.engines.figures import Figure
from lianxin.lib.dates import PERIOD_FORMS, PeriodError, parse_period

INLINE_STYLES = ("number", "value", "phrase", "change", "previous")
BLOCK_STYLES = ("table", "chart")
STYLES = (*INLINE_STYLES, *BLOCK_STYLES)
CHART_KINDS = ("trend", "ranking", "share")
_OPTIONS = ("style", "period", "where", "by", "title", "note", "top", "kind")
#: `period=previous`: the same span one year earlier.
PREVIOUS = "previous"
#: Stands in the Markdown for reference number n: characters that no writer types.
OPEN, CLOSE = "\ue000", "\ue001"
_BRACES = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)


@dataclass(frozen=True)
class Fault:
    """Something in the text that cannot stand: its line (from 1), and a code whose words say what to do."""

    line: int
    code: str
    params: Mapping[str, object]


@dataclass(frozen=True)
class Reference:
    """What one pair of braces asks for. `period` is in full, never `previous`."""

    line: int
    keys: tuple[str, ...]
    style: str
    period: str
    where: tuple[tuple[str, str], ...] = ()
    by: str = ""
    title: str = ""
    note: str = ""
    top: int = 0
    kind: str = ""

    @property
    def is_block(self) -> bool:
        return self.style in BLOCK_STYLES


@dataclass(frozen=True)
class Mark:
    """One pair of braces: a reference, or the beginning, middle or end of a part with a condition."""

    start: int
    end: int
    line: int
    kind: str  # "reference", "if", "else", "end", "fault"
    reference: Reference | None = None


def marks(text: str, figures: Mapping[str, Figure], period: str) -> tuple[list[Mark], list[Fault]]:
    """All braces of a text in their order. `period`: the report's own, which is sound."""
    found: list[Mark] = []
    faults: list[Fault] = []
    for match in _BRACES.finditer(text):
        line = text.count("\n", 0, match.start()) + 1
        mark, wrong = _read(match.group(1), line, figures, period)
        found.append(replace(mark, start=match.start(), end=match.end()))
        faults += wrong
    faults += [
        Fault(text.count("\n", 0, at) + 1, "brace_alone", {})
        for at in _lonely(text, [(mark.start, mark.end) for mark in found])
    ]
    return found, [*faults, *_unbalanced(found)]


def _lonely(text: str, spans: list[tuple[int, int]]) -> Iterator[int]:
    for match in re.finditer(r"\{\{|\}\}", text):
        if not any(start <= match.start() < end for start, end in spans):
            yield match.start()


def _unbalanced(found: list[Mark]) -> Iterator[Fault]:
    """Parts with a condition do not stand in one another."""
    opened: Mark | None = None
    halved = False
    for mark in found:
        if mark.kind == "if":
            if opened:
                yield Fault(mark.line, "part_in_part", {"line": opened.line})
            opened, halved = mark, False
        elif mark.kind in ("else", "end") and opened is None:
            yield Fault(mark.line, "part_not_begun", {})
        elif mark.kind == "else":
            if halved:
                yield Fault(mark.line, "part_not_begun", {})
            halved = True
        elif mark.kind == "end":
            opened = None
    if opened:
        yield Fault(opened.line, "part_not_ended", {})


def _read(inside: str, line: int, figures: Mapping[str, Figure], period: str) -> tuple[Mark, list[Fault]]:
    plain = Mark(0, 0, line, "fault")
    if "\n" in inside:
        return plain, [Fault(line, "reference_over_lines", {})]
    inside = inside.strip()
    if inside == ":":
        return replace(plain, kind="else"), []
    if inside == "/":
        return replace(plain, kind="end"), []
    asks = inside.startswith("?")
    reference, faults = _reference(inside.removeprefix("?"), line, figures, period, asks=asks)
    if reference is None:
        return replace(plain, kind="if" if asks else "fault"), faults
    return replace(plain, kind="if" if asks else "reference", reference=reference), faults


def _reference(
    inside: str, line: int, figures: Mapping[str, Figure], period: str, *, asks: bool
) -> tuple[Reference | None, list[Fault]]:
    head, *parts = (part.strip() for part in re.split(r"[|｜]", inside))
    keys = tuple(key.strip() for key in re.split(r"[,，、]", head) if key.strip())
    faults = [Fault(line, *_unknown_key(key, figures)) for key in keys if key not in figures]
    if not keys:
        faults.append(Fault(line, "reference_empty", {}))
    given, where, wrong = _options(parts, line)
    faults += wrong
    style = given.get("style", "value")
    if style not in STYLES:
        faults.append(
            Fault(line, "bad_style", {"style": style, "known": STYLES, "near": _near(style, STYLES)})
        )
    span, wrong = _period(given.get("period", ""), period, line)
    faults += wrong
    if faults:
        return None, faults
    found = Reference(
        line,
        keys,
        style,
        span,
        tuple(where),
        given.get("by", ""),
        given.get("title", ""),
        given.get("note", ""),
        int(given.get("top", "0")),
        given.get("kind", ""),
    )
    faults = list(_unfit(found, [figures[key] for key in keys], asks=asks))
    return (None if faults else found), faults


def _options(parts: list[str], line: int) -> tuple[dict[str, str], list[tuple[str, str]], list[Fault]]:
    given: dict[str, str] = {}
    where: list[tuple[str, str]] = []
    faults: list[Fault] = []
    for part in parts:
        name, equals, value = (piece.strip() for piece in part.partition("="))
        if name.startswith("where ") and equals:
            where.append((name.removeprefix("where ").strip(), value))
        elif name not in _OPTIONS or not equals or not value:
            faults.append(
                Fault(line, "bad_option", {"option": part, "known": _OPTIONS, "near": _near(name, _OPTIONS)})
            )
        elif name in given:
            faults.append(Fault(line, "option_twice", {"option": name}))
        elif name == "top" and not (value.isascii() and value.isdigit() and 0 < int(value) <= 100):
            faults.append(Fault(line, "bad_top", {"value": value}))
        elif name == "kind" and value not in CHART_KINDS:
            faults.append(Fault(line, "bad_kind", {"kind": value, "known": CHART_KINDS}))
        else:
            given[name] = value
    return given, where, faults


def _period(text: str, own: str, line: int) -> tuple[str, list[Fault]]:
    if not text:
        return own, []
    if text == PREVIOUS:
        return parse_period(own).previous().text, []
    try:
        return parse_period(text).text, []
    except PeriodError:
        return "", [Fault(line, "bad_period", {"text": text, "forms": (*PERIOD_FORMS, PREVIOUS)})]


def _unfit(found: Reference, figures: list[Figure], *, asks: bool) -> Iterator[Fault]:
    """What the figures asked for cannot do."""
    for figure in figures:
        for name in (*(name for name, _value in found.where), *([found.by] if found.by else [])):
            if name not in figure.by:
                yield Fault(
                    found.line,
                    "unknown_dimension" if figure.by else "no_dimensions",
                    {
                        "key": figure.key,
                        "dimension": name,
                        "near": _near(name, figure.by),
                        "known": figure.by,
                    },
                )
        if found.style in ("change", "previous") and figure.kind != "flow":
            yield Fault(found.line, "no_earlier_value", {"key": figure.key, "style": found.style})
    for name, value in found.where:
        if name in ("month", "year") and not re.fullmatch(
            r"[0-9]{4}-(0[1-9]|1[0-2])" if name == "month" else r"[0-9]{4}", value
        ):
            yield Fault(found.line, "bad_dimension_value", {"dimension": name, "value": value})
    if len({name for name, _value in found.where}) < len(found.where):
        yield Fault(found.line, "option_twice", {"option": "where"})
    if asks:
        return
    if len(figures) > 1 and found.style != "table":
        yield Fault(found.line, "one_figure_only", {"style": found.style})
    if found.by and not found.is_block:
        yield Fault(found.line, "split_in_words", {"style": found.style})
    if not found.by and (found.style == "chart" or (found.style == "table" and len(figures) == 1)):
        yield Fault(found.line, "split_missing", {"style": found.style, "known": figures[0].by})


def _unknown_key(key: str, figures: Mapping[str, Figure]) -> tuple[str, dict[str, object]]:
    by_name = tuple(f.key for f in figures.values() if key and (key in f.zh or f.zh in key))
    near = _near(key, figures) or by_name[:3]
    return "unknown_figure", {"key": key, "near": near}


def _near(word: str, words: object) -> tuple[str, ...]:
    known = sorted(str(one) for one in words)  # type: ignore[attr-defined]
    by_part = [one for one in known if word and word in one]
    return tuple(dict.fromkeys([*get_close_matches(word, known, 3, 0.6), *by_part]))[:3]
