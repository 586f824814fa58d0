"""A linear programme whose rows can be switched on and off by what they stand for."""

import math
from collections import defaultdict
from collections.abc import Hashable
from typing import Any, Generic, TypeVar

import highspy
import numpy as np

from lianxin.engines.planner.quiet import quiet_highs

INF = math.inf
#: (column, value) pairs.
Terms = list[tuple[int, float]]
Member = TypeVar("Member", bound=Hashable)


class Switched(Generic[Member]):
    """Rows and columns are gathered, then asked with some members' rows active; the others always hold.

    Nothing can be added once it was asked.
    """

    def __init__(self) -> None:
        self._rows: list[tuple[float, float]] = []
        self._terms: list[tuple[int, int, float]] = []
        self._columns: list[float] = []
        self._own: dict[Member, list[int]] = defaultdict(list)
        self._built: Any = None

    def column(self, upper: float) -> int:
        """A variable from 0 up to `upper`."""
        self._columns.append(upper)
        return len(self._columns) - 1

    def row(self, low: float, high: float, terms: Terms) -> None:
        """A row that always holds."""
        self._terms += [(len(self._rows), column, value) for column, value in terms]
        self._rows.append((low, high))

    def switch(self, member: Member, low: float, high: float, terms: Terms) -> None:
        """A row that holds while the member is active."""
        self._own[member].append(len(self._rows))
        self.row(low, high, terms)

    def stands(self, active: frozenset[Member]) -> bool:
        """Whether all rows can hold. Raises ArithmeticError when HiGHS cannot tell."""
        return bool(self._solved(active) != highspy.HighsModelStatus.kInfeasible)

    def most(self, terms: Terms, active: frozenset[Member]) -> float:
        """The most that the terms can reach."""
        columns = np.array([column for column, _ in terms], dtype=np.int32)
        solver = self._solver()
        solver.changeColsCost(len(columns), columns, np.array([value for _, value in terms], dtype=float))
        try:
            self._solved(active)
            return float(solver.getInfo().objective_function_value)
        finally:
            solver.changeColsCost(len(columns), columns, np.zeros(len(columns)))

    def _solved(self, active: frozenset[Member]) -> Any:
        rows, low, high = [], [], []
        for member, own in self._own.items():
            for row in own:
                rows.append(row)
                low.append(self._rows[row][0] if member in active else -INF)
                high.append(self._rows[row][1] if member in active else INF)
        solver = self._solver()
        solver.changeRowsBounds(len(rows), np.array(rows, dtype=np.int32), np.array(low), np.array(high))
        solver.run()
        status = solver.getModelStatus()
        if status not in (highspy.HighsModelStatus.kOptimal, highspy.HighsModelStatus.kInfeasible):
            raise ArithmeticError(f"HiGHS ended with {solver.modelStatusToString(status)}")
        return status

    def _solver(self) -> Any:
        if self._built is None:
            self._built = quiet_highs()
            self._built.passModel(self._passed())
        return self._built

    def _passed(self) -> Any:
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = len(self._columns), len(self._rows)
        lp.sense_ = highspy.ObjSense.kMaximize
        lp.col_cost_ = np.zeros(lp.num_col_)
        lp.col_lower_, lp.col_upper_ = np.zeros(lp.num_col_), np.array(self._columns, dtype=float)
        lp.row_lower_ = np.array([low for low, _ in self._rows], dtype=float)
        lp.row_upper_ = np.array([high for _, high in self._rows], dtype=float)
        rows = np.array([row for row, _, _ in self._terms])
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.start_ = np.searchsorted(rows, np.arange(lp.num_row_ + 1)).astype(np.int32)
        lp.a_matrix_.index_ = np.array([column for _, column, _ in self._terms], dtype=np.int32)
        lp.a_matrix_.value_ = np.array([value for _, _, value in self._terms], dtype=float)
        return lp
