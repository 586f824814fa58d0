"""Text as it was written against text as it was found: where figures stand, which numbers were changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import zip_longest

from lianxin.engines.documents.model import HandEdit, Place
from lianxin.engines.documents.reading.lines import Span, TextLine
from lianxin.engines.documents.reading.numbers import Token, tokens

#: Pairs of tokens that are compared one by one; beyond, only numbers are.
MOST_PAIRS = 9_000_000
_LONGEST = 200


@dataclass(frozen=True)
class Compared:
    places: list[Place]
    edits: list[HandEdit]


def compare(written: Sequence[TextLine], found: Sequence[str]) -> Compared:
    """`found` as `lines.normal` gives it. Words may change; numbers and what figures say may not."""
    places: list[Place] = []
    edits: list[HandEdit] = []
    matcher = SequenceMatcher(None, [line.text for line in written], found, autojunk=False)
    for kind, i1, i2, j1, j2 in matcher.get_opcodes():
        if kind == "equal":
            places += [
                Place(span.figure, line.text[span.start : span.end])
                for line in written[i1:i2]
                for span in line.spans
            ]
        else:
            near = written[i1 - 1].where if i1 else ""
            block = _Block(written[i1:i2], "\n".join(found[j1:j2]), near)
            places += block.places()
            edits += block.edits()
    return Compared(places, edits)


class _Block:
    """Lines that are not all as they were, as one text."""

    def __init__(self, written: Sequence[TextLine], found: str, near: str) -> None:
        self._lines = list(written)
        self._starts: list[int] = []
        self._spans: list[Span] = []
        self._near = near
        text = ""
        for line in written:
            self._starts.append(len(text))
            self._spans += [replace(s, start=s.start + len(text), end=s.end + len(text)) for s in line.spans]
            text += f"{line.text}\n"
        self._was, self._now = tokens(text[:-1]), tokens(found)
        self._text, self._found = text, found
        if len(self._was) * len(self._now) > MOST_PAIRS:
            self._was = [token for token in self._was if token.is_number]
            self._now = [token for token in self._now if token.is_number]
        matcher = SequenceMatcher(
            None, [t.text for t in self._was], [t.text for t in self._now], autojunk=False
        )
        self._steps = matcher.get_opcodes()

    def places(self) -> list[Place]:
        return [Place(span.figure, self._standing(span)) for span in self._spans if self._standing(span)]

    def edits(self) -> Iterator[HandEdit]:
        for kind, i1, i2, j1, j2 in self._steps:
            if kind != "equal":
                yield from self._edits(self._was[i1:i2], self._now[j1:j2], self._touched(i1, i2))

    def _touched(self, i1: int, i2: int) -> list[Span]:
        """Figures that a step changes; one that inserts changes the figure that it stands within."""
        start = self._was[i1].start if i1 < len(self._was) else len(self._text)
        end = self._was[i2 - 1].end if i2 > i1 else start
        return [s for s in self._spans if s.start < max(end, start) and s.end > start]

    def _edits(self, was: list[Token], now: list[Token], touched: list[Span]) -> Iterator[HandEdit]:
        old, new = ([token for token in side if token.is_number] for side in (was, now))
        told: set[Span] = set()
        if not (was and now):
            yield from self._whole(was, now, touched, bool(old or new))
            return
        for a, b in zip_longest(old, new):
            span = next((s for s in touched if a and s.start <= a.start < s.end), None)
            told |= {span} if span else set()
            where = self._where(a.start if a else was[0].start)
            yield HandEdit(where, a.text if a else "", b.text if b else "", span.figure if span else "")
        for span in touched:
            if span not in told:
                yield self._reworded(span)

    def _whole(
        self, was: list[Token], now: list[Token], touched: list[Span], numbers: bool
    ) -> Iterator[HandEdit]:
        """A passage deleted or added."""
        if now and not touched and numbers:
            at = self._now.index(now[0])
            yield HandEdit(self._before(at), "", _told("".join(token.text for token in now)))
        gone = [s for s in touched if was and was[0].start <= s.start and s.end <= was[-1].end]
        yield from (self._reworded(span) for span in touched if span not in gone)
        if was and (gone or (numbers and not touched)):
            where = self._where(was[0].start)
            first = gone[0].figure if gone else ""
            yield HandEdit(where, _told("".join(token.text for token in was)), "", first)
            yield from (HandEdit(where, self._text[s.start : s.end], "", s.figure) for s in gone[1:])

    def _reworded(self, span: Span) -> HandEdit:
        return HandEdit(
            self._where(span.start), self._text[span.start : span.end], self._standing(span), span.figure
        )

    def _standing(self, span: Span) -> str:
        """What stands in a figure's place now."""
        inside = [n for n, t in enumerate(self._was) if t.start < span.end and t.end > span.start]
        if not inside:
            return ""
        start, end = self._moved(inside[0], 0), self._moved(inside[-1], 1)
        if start >= end:
            return ""
        text = self._found[self._now[start].start : self._now[end - 1].end]
        return text.strip()

    def _moved(self, at: int, side: int) -> int:
        """A token's place in the text found: its own, or the border of what took its place."""
        for kind, i1, i2, j1, j2 in self._steps:
            if i1 <= at < i2:
                return j1 + at - i1 + side if kind == "equal" else (j2 if side else j1)
        return 0

    def _where(self, start: int) -> str:
        at = max((n for n, begin in enumerate(self._starts) if begin <= start), default=-1)
        return self._lines[at].where if at >= 0 else self._near

    def _before(self, at: int) -> str:
        """Where a passage was added: by the line that stood before it."""
        for _, i1, _i2, j1, j2 in self._steps:
            if j1 <= at < j2:
                return self._where(self._was[i1 - 1].start) if i1 else self._near or self._where(0)
        return self._near


def _told(text: str) -> str:
    text = " ".join(text.split()).strip("，,；;。 ")
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
