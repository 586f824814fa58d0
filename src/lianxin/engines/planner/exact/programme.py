"""A whole-number programme in the making: columns, rows, and HiGHS's form of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import highspy
import numpy as np
from numpy.typing import NDArray

from lianxin.engines.planner.arrays import Floats

INF = highspy.kHighsInf
Terms = list[tuple[int, float]]
#: Low, high, columns, values.
Row = tuple[float, float, NDArray[np.int32], Floats]


class Programme:
    """Maximise; columns have an upper bound, those that are ``whole`` take whole numbers."""

    def __init__(self) -> None:
        self.cost: list[float] = []
        self.upper: list[float] = []
        self.whole: list[bool] = []
        self._rows: list[tuple[float, float]] = []
        self._start, self._column, self._value = [0], list[int](), list[float]()

    def column(self, cost: float = 0.0, upper: float = INF, *, whole: bool = False) -> int:
        """The number of a new column from 0 up to ``upper``."""
        self.cost.append(float(cost))
        self.upper.append(float(upper))
        self.whole.append(whole)
        return len(self.cost) - 1

    def row(self, low: float, high: float, terms: Iterable[tuple[int, float]]) -> None:
        """``low`` ≤ the sum of the terms ≤ ``high``."""
        for column, value in terms:
            self._column.append(column)
            self._value.append(float(value))
        self._rows.append((float(low), float(high)))
        self._start.append(len(self._column))

    def equal(self, column: int, parts: Iterable[int]) -> None:
        """The column is the sum of its parts."""
        self.row(0, 0, [(column, -1.0), *((one, 1.0) for one in parts)])

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return len(self._rows)

    def row_of(self, number: int) -> Row:
        """A row for HiGHS."""
        part = slice(self._start[number], self._start[number + 1])
        return (*self._rows[number], np.array(self._column[part], np.int32), np.array(self._value[part]))

    def bounds(self) -> tuple[Floats, Floats]:
        """Lower and upper bounds of all columns, to be narrowed."""
        return np.zeros(len(self.cost)), np.array(self.upper)

    def for_highs(self, low: Floats, high: Floats, *, whole: bool) -> highspy.HighsLp:
        """With these bounds of the columns; without ``whole`` parts are allowed everywhere."""
        lp: Any = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = len(self.cost), len(self._rows)
        lp.sense_ = highspy.ObjSense.kMaximize
        lp.col_cost_, lp.col_lower_, lp.col_upper_ = np.array(self.cost), low, high
        lp.row_lower_ = np.array([row[0] for row in self._rows])
        lp.row_upper_ = np.array([row[1] for row in self._rows])
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.start_ = np.array(self._start, dtype=np.int32)
        lp.a_matrix_.index_ = np.array(self._column, dtype=np.int32)
        lp.a_matrix_.value_ = np.array(self._value)
        if whole:
            kinds = highspy.HighsVarType
            lp.integrality_ = [kinds.kInteger if one else kinds.kContinuous for one in self.whole]
        return lp
