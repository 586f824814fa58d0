"""OR-Library's text form of generalised assignment: numbers apart by blanks and line ends, nothing else.

A file of one problem begins with agents and jobs; a file of several with how many they are. Then follow, for
each problem, the costs of each agent, the resources of each agent, and the capacities.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from lianxin.engines.planner.assignment.problem import GapProblem
from lianxin.engines.planner.errors import BadFile, Fault

#: Sizes beyond this are a slip or an attack; the largest published instance has 80 agents and 1600 jobs.
MOST_PAIRS = 10_000_000
MOST_NEED = 2**40


class _Word(NamedTuple):
    text: str
    line: int


def read_gap(text: str, *, maximise: bool = False) -> list[GapProblem]:
    """The problems of a file. Raises BadFile with the first place that is wrong: after it nothing has one."""
    words = [_Word(word, n) for n, line in enumerate(text.split("\n"), 1) for word in line.split()]
    if not words:
        raise BadFile([Fault("", "plan_gap_empty")])
    reader = _Reader(words, maximise)
    if reader.holds_several():
        problems = [reader.problem(f"problems[{n}].") for n in range(reader.whole("problems", 1))]
    else:
        problems = [reader.problem("")]
    reader.end()
    return problems


class _Reader:
    """The numbers of a file, in turn."""

    def __init__(self, words: list[_Word], maximise: bool) -> None:
        self._words, self._maximise = words, maximise
        self._at = 0

    def holds_several(self) -> bool:
        """Whether the numbers are as many as that needs; if that does not tell, the first line has one."""
        one, several = self._ends_at(1, 0), self._ends_at(_whole(self._words[0].text) or 0, 1)
        if one != several:
            return several
        return len(self._words) == 1 or self._words[1].line > self._words[0].line

    def _ends_at(self, count: int, at: int) -> bool:
        """Whether the file ends after so many problems from there."""
        for _ in range(count):
            sizes = [_whole(word.text) or 0 for word in self._words[at : at + 2]]
            if len(sizes) < 2 or min(sizes) < 1:
                return False
            at += 2 + sizes[0] * (2 * sizes[1] + 1)
        return at == len(self._words)

    def problem(self, where: str) -> GapProblem:
        """One problem; `where` goes before the names of its places."""
        agents, jobs = self.whole(where + "agents", 1), self.whole(where + "jobs", 1)
        if agents * jobs > MOST_PAIRS:
            raise self._fault(where + "jobs", "plan_gap_above", value=agents * jobs, most=MOST_PAIRS)
        costs = self._table(where + "costs", agents, jobs, self._number)
        resources = self._table(where + "resources", agents, jobs, self.whole)
        capacities = [self.whole(f"{where}capacities[{i}]") for i in range(agents)]
        return GapProblem(
            np.array(costs, dtype=np.float64), np.array(resources, dtype=np.int64),
            np.array(capacities, dtype=np.int64), self._maximise,
        )  # fmt: skip

    def _table(self, where: str, agents: int, jobs: int, read: Callable[[str], Any]) -> list[list[Any]]:
        return [[read(f"{where}[{i}][{j}]") for j in range(jobs)] for i in range(agents)]

    def whole(self, where: str, least: int = 0) -> int:
        """The next number, which must be whole and not too small."""
        word = self._next(where)
        value = _whole(word)
        if value is None:
            raise self._fault(where, "plan_gap_not_whole", value=word[:40])
        if value < least:
            raise self._fault(where, "plan_gap_below", value=value, least=least)
        if value > MOST_NEED:
            raise self._fault(where, "plan_gap_above", value=value, most=MOST_NEED)
        return value

    def _number(self, where: str) -> float:
        word = self._next(where)
        try:
            value = float(word)
        except ValueError:
            value = math.nan
        if not abs(value) <= MOST_NEED:
            raise self._fault(where, "plan_gap_not_number", value=word[:40])
        return value

    def _next(self, where: str) -> str:
        if self._at == len(self._words):
            raise BadFile([Fault(where, "plan_gap_short", {"line": self._words[-1].line})])
        self._at += 1
        return self._words[self._at - 1].text

    def _fault(self, where: str, code: str, **params: Any) -> BadFile:
        return BadFile([Fault(where, code, {"line": self._words[self._at - 1].line, **params})])

    def end(self) -> None:
        """Nothing may follow."""
        if self._at < len(self._words):
            word = self._words[self._at]
            left = len(self._words) - self._at
            raise BadFile([Fault("", "plan_gap_long", {"line": word.line, "count": left})])


def _whole(text: str) -> int | None:
    """A whole number, also if it is written like 12.0 or 1e3; None for anything else."""
    if len(text) > 40:
        return None
    try:
        return int(text)
    except ValueError:
        pass
    try:
        value = float(text)
    except ValueError:
        return None
    return int(value) if math.isfinite(value) and value == int(value) else None
