"""The answers to what a report's text asks, from one snapshot."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from django.utils.translation import override

from lianxin.core import hooks
from lianxin.core.home import home
from lianxin.engines.figures import Figure, World, digests
from lianxin.lib.dates import parse_period
from lianxin.reports.queries.answers import figures, opened, tables_in
from lianxin.reports.rules.answers import Answer, Words
from lianxin.reports.rules.composing import Question
from lianxin.web.words import code_words, dimension_words, period_words

#: (done, of): called between steps, may raise to stop the work.
Progress = Callable[[int, int], object]

#: The lake, and the snapshot, whose number is its own lake's.
Place = tuple[Path, str]
#: Sums over many rows, not personal, and a snapshot never changes: while a text is edited its figures stand.
_kept: dict[tuple[Place, Question], Answer] = {}
MOST_KEPT = 5000


def known_figures() -> dict[str, Figure]:
    return {figure.key: figure for figure in hooks.figures}


def answers(
    asked: Iterable[Question], snapshot: str, progress: Progress | None = None
) -> dict[Question, Answer]:
    """Questions that differ in their figure only are computed together; what was answered before is kept."""
    known, place = known_figures(), (home().lake, snapshot)
    wanted = list(dict.fromkeys(asked))
    found = {one: _kept[place, one] for one in wanted if (place, one) in _kept}
    batches: dict[tuple[Any, ...], list[Question]] = {}
    for one in wanted:
        if one not in found:
            batches.setdefault((one.period, one.where, one.by), []).append(one)
    for done, ((period, where, by), batch) in enumerate(batches.items()):
        if progress:
            progress(done, len(batches))
        said = figures(
            keys=[one.key for one in batch],
            period=period,
            where=dict(where),
            by=by or None,
            snapshot=snapshot,
        )
        by_key = {one["key"]: one for one in said["figures"]}
        found |= {one: _answer(known[one.key], one, by_key[one.key]) for one in batch}
    _keep(place, found)
    return found


def _keep(place: Place, found: Mapping[Question, Answer]) -> None:
    if len(_kept) > MOST_KEPT:
        _kept.clear()
    _kept.update({(place, one): answer for one, answer in found.items()})


def _answer(figure: Figure, asked: Question, said: Mapping[str, Any]) -> Answer:
    return Answer(
        figure=figure,
        period=asked.period,
        where=dict(asked.where),
        by=asked.by,
        value=said["value"],
        rows=said["rows"],
        phrase=said["phrase"] or "",
        previous=said["previous"],
        change=said["change"],
        groups=tuple(said.get("by", ())),
    )


def receipts(
    asked: Iterable[Question], snapshot: str, progress: Progress | None = None
) -> dict[Question, str]:
    """The hash of the rows behind each; splits have the rows of the whole."""
    known = known_figures()
    found: dict[Question, str] = {}
    batches: dict[tuple[Any, ...], list[Question]] = {}
    for one in asked:
        batches.setdefault((one.period, one.where), []).append(one)
    with opened(snapshot) as lake:
        for done, ((period, where), batch) in enumerate(batches.items()):
            if progress:
                progress(done, len(batches))
            span = parse_period(period)
            world = World(tables_in(lake), span.first, span.last)
            keys = dict.fromkeys(one.key for one in batch)
            hashed = digests(world, [known[key] for key in keys], dict(where))
            found |= {one: hashed[one.key].sha256 for one in batch}
    return found


def words(language: str) -> Words:
    """What a report in that language calls dimensions, groups and periods."""
    spoken = "en" if language == "en" else "zh-hans"

    def in_it(say: Callable[..., str]) -> Callable[..., str]:
        def said(*arguments: str) -> str:
            with override(spoken):
                return str(say(*arguments))

        return said

    return Words(
        language="en" if language == "en" else "zh",
        dimension=in_it(dimension_words),
        group=in_it(_group),
        period=in_it(period_words),
    )


def _group(dimension: str, key: str) -> str:
    return period_words(key) if dimension in ("month", "year") else code_words(dimension, key)
