"""The fit: effects that add up in the logarithm, shrunk by widths that are learnt (empirical Bayes).

Counts are negative binomial around exp(effects of the showing + what its session shares). Newton steps on the
penalised likelihood; after each, the width of every family and the size of the counts follow from what was
found and how sure it is (Fellner and Schall; Wood and Fasiolo 2017). A sold-out line counts as what is
expected of a count that is at least as large, and tells less by the variance of that (EM with Louis'
information).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.linalg import cho_factor, cho_solve
from scipy.linalg.lapack import dpotri
from threadpoolctl import threadpool_limits

from lianxin.engines.forecast.counts import size_of, tail
from lianxin.engines.forecast.design import DRIFT_MOST, FAMILIES, SLOPES, Design, design_of
from lianxin.engines.forecast.lines import PastLine

Floats = NDArray[np.float64]
_ROUNDS = 60
_CLOSE = 0.01
_START = 0.1
_LEAST, _MOST = 1e-5, 4.0
_LEVEL = 0.15
_LARGEST = 20.0  # logarithm of an absurd number of pieces


@dataclass(frozen=True)
class Fit:
    """`effects` with their covariance, the variance of each family's levels and of what a session shares.

    `size` is that of the counts. `level` is added to every logarithm, so that what is expected of the past,
    sessions apart, adds up to what it sold: real shocks are not quite normal.
    """

    design: Design
    effects: Floats
    covariance: Floats
    variances: dict[str, float]
    session_variance: float
    size: float
    level: float
    rounds: int


@dataclass
class _State:
    effects: Floats
    shared: Floats  # by session
    variances: dict[str, float]
    session_variance: float
    size: float
    covariance: Floats | None = None
    step: float = np.inf


def fit(lines: Sequence[PastLine]) -> Fit:
    """Learn from past lines, at least one. Takes the same steps whenever it is given the same lines."""
    if not lines:
        raise ValueError("There is nothing to learn from.")
    design = design_of([line.shown for line in lines])
    data = _Data(design, lines)
    state = data.start()
    rounds = 0
    # On a busy machine the threads of one small matrix wait for each other many times longer than they work.
    with threadpool_limits(limits=1, user_api="blas"):
        while state.step > _CLOSE and rounds < _ROUNDS:
            data.take_step(state)
            rounds += 1
    assert state.covariance is not None  # noqa: S101  set by the first step
    return Fit(
        design,
        state.effects,
        state.covariance,
        state.variances,
        state.session_variance,
        state.size,
        data.level(state),
        rounds,
    )


class _Data:
    """The lines as arrays, and one step of the fit over them."""

    def __init__(self, design: Design, lines: Sequence[PastLine]) -> None:
        self.design = design
        self.rows = design.rows([line.shown for line in lines])
        self.sold = np.array([line.sold for line in lines], dtype=float)
        self.cut = np.array([line.sold_out for line in lines])
        sessions = {line.session: n for n, line in enumerate(lines)}
        place = {session: n for n, session in enumerate(sessions)}
        self.session = np.array([place[line.session] for line in lines])
        ones = (np.ones(len(lines)), (np.arange(len(lines)), self.session))
        self.of_session = sparse.csr_matrix(ones, shape=(len(lines), len(place)))
        self.prior, self.prior_variance = design.prior

    def start(self) -> _State:
        effects = np.zeros(self.design.width)
        units = self.rows[:, 1].toarray().ravel()
        effects[: len(SLOPES)] = self.prior
        usual = self.sold.sum() / np.exp(units * effects[1]).sum()
        effects[0] = np.log(max(usual, 1e-3))
        widths = dict.fromkeys(self.design.families, _START)
        return _State(effects, np.zeros(self.of_session.shape[1]), widths, _START, size=4.0)

    def mean(self, state: _State) -> Floats:
        logarithm = self.rows @ state.effects + state.shared[self.session]
        found: Floats = np.exp(np.minimum(logarithm, _LARGEST))
        return found

    def level(self, state: _State) -> float:
        """See `Fit`. Sold-out lines count with what is expected of them."""
        known = np.asarray((self.rows @ state.covariance * self.rows.toarray()).sum(axis=1))
        mean = np.exp(self.rows @ state.effects + (known + state.session_variance) / 2)
        wanted, _ = self._wanted(mean, state.size)
        return float(np.clip(np.log(max(wanted.sum(), 1e-9) / mean.sum()), -_LEVEL, _LEVEL))

    def take_step(self, state: _State) -> None:
        """Newton in effects and sessions together; the sessions, which are many, are eliminated."""
        score, weight = self._slopes(self.mean(state), state.size)
        penalty = self._penalty(state)
        weighted = sparse.diags(weight) @ self.rows
        crossed = self.of_session.T @ weighted  # session by effect
        own = self.of_session.T @ weight + 1 / state.session_variance
        hessian = (self.rows.T @ weighted - crossed.T @ sparse.diags(1 / own) @ crossed).toarray()
        hessian[np.diag_indices_from(hessian)] += penalty
        shared_slope = self.of_session.T @ score - state.shared / state.session_variance
        centred = state.effects.copy()
        centred[: len(SLOPES)] -= self.prior
        slope = self.rows.T @ score - penalty * centred - crossed.T @ (shared_slope / own)
        factor = cho_factor(hessian, lower=True)
        move = cho_solve(factor, slope)
        shared_move = (shared_slope - crossed @ move) / own
        length = min(1.0, 2.0 / max(np.abs(move).max(), np.abs(shared_move).max(), 1e-9))
        state.effects += length * move
        state.shared += length * shared_move
        state.covariance = _inverse(factor[0])
        spread = 1 / own + np.asarray((crossed @ state.covariance * crossed.toarray()).sum(axis=1)) / own**2
        before = self._widths(state)
        self._learn_widths(state, spread)
        moved = np.abs(self._widths(state) - before) / (0.2 + before)
        state.step = max(float(length * np.abs(move).max()), float(moved.max()))

    def _slopes(self, mean: Floats, size: float) -> tuple[Floats, Floats]:
        """First and (negative) second derivative of each line's likelihood in its logarithm."""
        damped = 1 + mean / size
        expected, variance = self._wanted(mean, size)
        weight = mean / damped
        return (expected - mean) / damped, np.maximum(weight - variance / damped**2, 0.02 * weight)

    def _wanted(self, mean: Floats, size: float) -> tuple[Floats, Floats]:
        """(mean, variance) of what was wanted: known where it was not sold out."""
        expected, variance = self.sold.copy(), np.zeros(len(mean))
        if self.cut.any():
            expected[self.cut], variance[self.cut] = tail(self.sold[self.cut], mean[self.cut], size)
        return expected, variance

    def _penalty(self, state: _State) -> Floats:
        found = np.empty(self.design.width)
        found[: len(SLOPES)] = 1 / self.prior_variance
        for name, columns in self.design.families.items():
            found[columns] = 1 / state.variances[name]
        return found

    def _widths(self, state: _State) -> Floats:
        return np.array([*state.variances.values(), state.session_variance, state.size])

    def _learn_widths(self, state: _State, spread: Floats) -> None:
        """What the effects of a family are worth (in free parameters) says how wide it is."""
        assert state.covariance is not None  # noqa: S101
        unsure = np.diag(state.covariance)
        penalised = float((unsure[: len(SLOPES)] / self.prior_variance).sum())
        worth = len(SLOPES) - penalised
        for name, columns in self.design.families.items():
            free, width = _free(state.effects[columns], unsure[columns], state.variances[name])
            most = FAMILIES[name].most if name in FAMILIES else DRIFT_MOST
            state.variances[name] = min(width, most)
            worth += free
        free, state.session_variance = _free(state.shared, spread, state.session_variance)
        mean = self.mean(state)
        expected, variance = self._wanted(mean, state.size)
        left = max(len(mean) - worth - free, 1.0)
        state.size = size_of((expected - mean) ** 2 + variance, mean, left)


def _inverse(factor: Floats) -> Floats:
    """Of the matrix whose lower Cholesky factor it is: a third of the work of solving for the identity."""
    lower, _ = dpotri(factor, lower=1)
    found: Floats = np.tril(lower)
    return found + np.tril(found, -1).T


def _free(effects: Floats, unsure: Floats, variance: float) -> tuple[float, float]:
    """(free parameters, new variance) of a family."""
    if not len(effects):
        return 0.0, variance
    free = max(len(effects) - float(unsure.sum()) / variance, 1e-3)
    return free, float(np.clip((effects**2).sum() / free, _LEAST, _MOST))
