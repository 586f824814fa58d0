"""What commands print: one JSON document, aligned tables, progress on standard error."""

import json
import sys
import time
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Any


def print_json(document: Any) -> None:
    """One document on standard output, in UTF-8 whatever the terminal speaks."""
    target = sys.stdout.buffer
    target.write(json.dumps(document, ensure_ascii=False, indent=1, default=str).encode() + b"\n")
    target.flush()


def note(text: str) -> None:
    """A message beside the output, so that the output stays clean."""
    print(text, file=sys.stderr, flush=True)


def width(text: str) -> int:
    """Columns on a terminal: Chinese characters take two."""
    return sum(map(_columns, text))


def _columns(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def table(rows: Iterable[Sequence[str]], right: Sequence[int] = ()) -> list[str]:
    """Lines with columns aligned; `right` numbers the columns (from 0) that are aligned on the right."""
    held = [list(row) for row in rows]
    widths = [max(width(cell) for cell in column) for column in zip(*held, strict=True)]
    return ["  ".join(_cells(row, widths, right)).rstrip() for row in held]


def _cells(row: Sequence[str], widths: Sequence[int], right: Sequence[int]) -> Iterable[str]:
    for position, (cell, wanted) in enumerate(zip(row, widths, strict=True)):
        blanks = " " * (wanted - width(cell))
        yield blanks + cell if position in right else cell + blanks


class Counter:
    """How far long work has got, on standard error; silent unless that is a terminal or it was asked for.

    `words` has a place {rows} for the number.
    """

    def __init__(self, asked: bool, words: str) -> None:
        self._words = words
        self._terminal = sys.stderr.isatty()
        self._shown = asked or self._terminal
        self._pause = 0.2 if self._terminal else 5.0
        self._next = 0.0
        self._last = ""

    def __call__(self, rows: int, of: int | None = None) -> None:
        """`rows` are done by now, of that many if it is known."""
        self._last = self._words.format(rows=f"{rows:,}") + (_bar(rows / of) if of else "")
        if self._shown and time.monotonic() >= self._next:
            self._next = time.monotonic() + self._pause
            self._show("\r" if self._terminal else "\n")

    def close(self) -> None:
        if self._shown and self._last:
            self._show("\n")

    def _show(self, end: str) -> None:
        print(self._last, end=end, file=sys.stderr, flush=True)


def _bar(share: float) -> str:
    done = min(int(share * 30), 30)
    return f"  [{'#' * done}{'.' * (30 - done)}] {min(int(share * 100), 100)}%"
