"""A linear programme that grows: HiGHS behind arrays, with every status looked at."""

from __future__ import annotations

from dataclasses import dataclass

import highspy
import numpy as np

from lianxin.engines.planner.arrays import Floats, Ints

INFINITY = highspy.kHighsInf


class NotSolved(Exception):
    """The programme ended without a proved optimum; says how HiGHS called it."""


@dataclass
class Rows:
    """Rows or columns to add: one (bounds, entries) each, entries by the other side's number."""

    lower: list[float]
    upper: list[float]
    starts: list[int]
    index: list[int]
    value: list[float]
    cost: list[float]

    @classmethod
    def none(cls) -> Rows:
        """An empty batch."""
        return cls([], [], [], [], [], [])

    def add(self, lower: float, upper: float, entries: list[tuple[int, float]], cost: float = 0.0) -> int:
        """Append one; returns its place in the batch. ``cost`` counts for columns only."""
        self.starts.append(len(self.index))
        self.lower.append(lower)
        self.upper.append(upper)
        self.cost.append(cost)
        for place, value in entries:
            self.index.append(place)
            self.value.append(value)
        return len(self.lower) - 1

    def __len__(self) -> int:
        return len(self.lower)


class LinearProgramme:
    """Maximise over columns and rows that are added as they are found."""

    def __init__(self, *, threads: int = 1) -> None:
        self._highs = highspy.Highs()  # type: ignore[no-untyped-call]
        self._highs.setOptionValue("output_flag", False)
        self._highs.setOptionValue("threads", threads)
        self._highs.changeObjectiveSense(highspy.ObjSense.kMaximize)
        self.rows = 0
        self.columns = 0

    def add_rows(self, batch: Rows) -> int:
        """Add rows; returns the number of the first."""
        first = self.rows
        if len(batch):
            self._must(
                self._highs.addRows(
                    len(batch), _floats(batch.lower), _floats(batch.upper), len(batch.index),
                    _ints(batch.starts), _ints(batch.index), _floats(batch.value),
                )
            )  # fmt: skip
            self.rows += len(batch)
        return first

    def add_columns(self, batch: Rows) -> int:
        """Add columns; returns the number of the first."""
        first = self.columns
        if len(batch):
            self._must(
                self._highs.addCols(
                    len(batch), _floats(batch.cost), _floats(batch.lower), _floats(batch.upper),
                    len(batch.index), _ints(batch.starts), _ints(batch.index), _floats(batch.value),
                )
            )  # fmt: skip
            self.columns += len(batch)
        return first

    def set_bounds(self, columns: Ints, lower: Floats, upper: Floats) -> None:
        """New bounds for some columns."""
        self._must(
            self._highs.changeColsBounds(
                len(columns), columns.astype(np.int32), lower.astype(np.float64), upper.astype(np.float64)
            )
        )

    def solve(self, seconds: float = INFINITY) -> float:
        """The optimum. Raises NotSolved when the time ended first, or there is none."""
        self._highs.setOptionValue("time_limit", self._highs.getRunTime() + seconds)
        ran = self._highs.run()
        status = self._highs.getModelStatus()
        if ran == highspy.HighsStatus.kError or status != highspy.HighsModelStatus.kOptimal:
            raise NotSolved(self._highs.modelStatusToString(status))
        return float(self._highs.getInfo().objective_function_value)

    def values(self) -> Floats:
        """The columns' values at the last optimum."""
        return np.array(self._highs.getSolution().col_value)

    def prices(self) -> Floats:
        """The rows' prices at the last optimum: what one more unit of the right side would bring."""
        return np.array(self._highs.getSolution().row_dual)

    def _must(self, status: highspy.HighsStatus) -> None:
        if status == highspy.HighsStatus.kError:
            raise NotSolved("refused")


def _floats(values: list[float]) -> Floats:
    return np.array(values, dtype=np.float64)


def _ints(values: list[int]) -> Ints:
    return np.array(values, dtype=np.int32)
