"""The season as one whole model, for CP-SAT and for HiGHS: what the planner is held against.

    .venv/bin/python bench/plan_models.py small [--seed 0] [--seconds 60] [--solver cp-sat|highs|both]

Compact and complete: a binary for every creator, slot and studio type, and for every share (product, units)
in it; rooms by type, named afterwards; expected sales below the tangents of their curve, stock as flows of
lots. The value printed is the checker's of the plan that came out; the bound is the solver's own.
"""

import argparse
import math
import time
from collections import defaultdict
from dataclasses import dataclass, field
from statistics import NormalDist

import highspy
import numpy as np
from ortools.sat.python import cp_model

from lianxin.engines.planner import Problem, Session, check, sample

#: Ratios of demand to stock at which the curve of expected sales gets a tangent.
RATIOS = (0.3, 0.45, 0.6, 0.7, 0.8, 0.9, 1.0, 1.1, 1.25, 1.4, 1.6, 1.9, 2.3, 3.0)
SCALE = 10  # CP-SAT knows whole numbers only: tenths of units and of yuan
FINE = 1000  # and thousandths of slopes
Pair = tuple[int, int, str]  # creator, slot, studio type


@dataclass
class Outcome:
    """What a solver found: (seconds, value) of each better plan as the solver sees it, and the last plan."""

    name: str
    build: float
    seconds: float
    status: str
    bound: float | None
    news: list[tuple[float, float]]
    sessions: list[Session]


@dataclass
class Model:
    """Rows and columns in sparse form; the first columns are the binaries."""

    cost: list[float] = field(default_factory=list)
    upper: list[float] = field(default_factory=list)
    whole: list[bool] = field(default_factory=list)
    rows: list[tuple[float, float]] = field(default_factory=list)
    at_row: list[int] = field(default_factory=list)
    at_column: list[int] = field(default_factory=list)
    value: list[float] = field(default_factory=list)

    def column(self, cost: float = 0.0, upper: float = 1.0, whole: bool = True) -> int:
        self.cost.append(cost)
        self.upper.append(upper)
        self.whole.append(whole)
        return len(self.cost) - 1

    def row(self, low: float, high: float, terms: list[tuple[int, float]]) -> None:
        self.rows.append((low, high))
        for column, value in terms:
            self.at_row.append(len(self.rows) - 1)
            self.at_column.append(column)
            self.value.append(value)


class Season:
    """The model of a problem, and the way back from a solution to sessions."""

    def __init__(self, problem: Problem) -> None:
        if problem.locked or problem.forbidden or problem.current:
            raise ValueError("These models know no locks, bans and changes")
        self.problem = problem
        self.model = Model()
        self.held: dict[Pair, int] = {}
        self.shares: dict[Pair, list[tuple[int, str, int]]] = defaultdict(list)
        self._rooms = defaultdict(list)  # (slot, type) → costs of the studios that are free, cheapest first
        for studio in sorted(problem.studios, key=lambda one: one.cost):
            for slot in studio.slots:
                self._rooms[slot, studio.type].append(studio)
        self._wanted: dict[tuple[str, int], list[tuple[int, float]]] = defaultdict(list)
        self._sessions()
        self._days()
        self._weeks()
        self._sales()

    def _sessions(self) -> None:
        problem, rules, model = self.problem, self.problem.rules, self.model
        on_sale = {
            (product.id, week)
            for product in problem.products
            for week in range(problem.weeks)
            if any(product.supply[max(0, week - product.shelf_weeks) : week + 1])
        }
        sells = defaultdict(list)
        for (creator, product), base in problem.demand.base.items():
            sells[creator].append((product, base))
        repeat = defaultdict(list)
        for number, creator in enumerate(problem.creators):
            for slot in sorted(creator.slots):
                week = problem.slots[slot].week
                for kind in creator.studio_types:
                    if not self._rooms[slot, kind]:
                        continue
                    held = model.column(-creator.fee - self._rooms[slot, kind][0].cost)
                    self.held[number, slot, kind] = held
                    units, any_share = [(held, -float(rules.units))], [(held, -1.0)]
                    for product, base in sells[creator.id]:
                        if (product, week) not in on_sale:
                            continue
                        shares = self._shares(product, base, slot, kind, week)
                        self.shares[number, slot, kind] += [(one, product, n) for one, n in shares]
                        units += [(one, float(n)) for one, n in shares]
                        any_share += [(one, 1.0) for one, _ in shares]
                        repeat[number, product, week] += [(one, 1.0) for one, _ in shares]
                        model.row(-math.inf, 0, [(held, -1.0), *((one, 1.0) for one, _ in shares)])
                    model.row(-math.inf, 0, units)
                    model.row(0, math.inf, any_share)
        for terms in repeat.values():
            model.row(-math.inf, rules.repeat_per_week, terms)

    def _shares(self, product: str, base: float, slot: int, kind: str, week: int) -> list[tuple[int, int]]:
        demand, made = self.problem.demand, []
        by_slot = demand.slot_factor[product][slot] if product in demand.slot_factor else 1
        by_studio = demand.studio_factor.get(product, {}).get(kind, 1)
        for units in range(1, self.problem.rules.max_units_per_product + 1):
            wanted = math.floor(base * by_slot * by_studio * demand.curve[units])
            if wanted:
                share = self.model.column()
                made.append((share, units))
                self._wanted[product, week].append((share, float(wanted)))
        return made

    def _days(self) -> None:
        """One session a day, rooms of a type, runs of days, rest after the last slot."""
        problem, model = self.problem, self.model
        in_room, on_day = defaultdict(list), defaultdict(list)
        for (creator, slot, kind), held in self.held.items():
            in_room[slot, kind].append((held, 1.0))
            on_day[creator, problem.slots[slot].date.toordinal()].append((held, slot))
        for (slot, kind), terms in in_room.items():
            model.row(-math.inf, len(self._rooms[slot, kind]), terms)
        run = problem.rules.max_run
        for (creator, day), held in on_day.items():
            model.row(-math.inf, 1, [(one, 1.0) for one, _ in held])
            window = [one for step in range(run + 1) for one, _ in on_day.get((creator, day + step), ())]
            model.row(-math.inf, run, [(one, 1.0) for one in window])
            late = [one for one, slot in held if problem.slots[slot].order == problem.rules.last_slot_order]
            early = [
                one for one, slot in on_day.get((creator, day + 1), ()) if problem.slots[slot].order == 0
            ]
            if late and early:
                model.row(-math.inf, 1, [(one, 1.0) for one in (*late, *early)])

    def _weeks(self) -> None:
        """Caps with their fatigue, and sessions short of a creator's minimum."""
        problem, model = self.problem, self.model
        in_week, of_creator = defaultdict(list), defaultdict(list)
        for (creator, slot, _), held in self.held.items():
            in_week[creator, problem.slots[slot].week].append((held, 1.0))
            of_creator[creator].append((held, 1.0))
        for (creator, _), terms in in_week.items():
            cap = problem.creators[creator].max_per_week
            steps = [(model.column(-problem.rules.fatigue[n], 1.0, False), -1.0) for n in range(cap)]
            model.row(-math.inf, 0, [*terms, *steps])
        for number, creator in enumerate(problem.creators):
            if creator.min_total:
                short = model.column(-problem.rules.creator_penalty, creator.min_total, False)
                model.row(creator.min_total, math.inf, [(short, 1.0), *of_creator[number]])

    def _sales(self) -> None:
        problem, model = self.problem, self.model
        earned = defaultdict(list)
        for product in problem.products:
            flows = self._flows(product)
            sold = [(one, 1.0) for one in flows.values()]
            earned[product.grower] += [(one, product.margin) for one, _ in sold]
            if product.promise:
                price = problem.rules.promise_penalty * product.margin
                short = model.column(-price, product.promise, False)
                model.row(product.promise, math.inf, [(short, 1.0), *sold])
        for grower in problem.growers:
            if grower.floor:
                short = model.column(-problem.rules.floor_penalty, grower.floor, False)
                model.row(grower.floor, math.inf, [(short, 1.0), *earned[grower.id]])

    def _flows(self, product) -> dict[tuple[int, int], int]:
        """(week of the lot, week of the sale) → units, below the tangents in demand and stock."""
        model, weeks = self.model, self.problem.weeks
        lots = range(len(product.supply))
        flows = {
            (lot, week): model.column(product.margin, product.supply[lot], False)
            for lot in lots
            for week in range(lot, min(weeks, lot + product.shelf_weeks + 1))
            if product.supply[lot] and self._wanted[product.id, week]
        }
        for lot in lots:
            own = [(one, 1.0) for (first, _), one in flows.items() if first == lot]
            if own:
                model.row(-math.inf, product.supply[lot], own)
        for week in range(weeks):
            here = [lot for lot in lots if (lot, week) in flows]
            if not here:
                continue
            wanted = model.column(0.0, sum(value for _, value in self._wanted[product.id, week]), False)
            model.row(0, 0, [(wanted, -1.0), *self._wanted[product.id, week]])
            before = [(flows[lot, w], 1.0) for lot in here for w in range(lot, week) if (lot, w) in flows]
            stock = sum(product.supply[lot] for lot in here)
            for by_demand, by_stock in _tangents(self.problem.demand.cv):
                terms = [(flows[lot, week], 1.0) for lot in here]
                terms += [(wanted, -by_demand)] if by_demand else []
                terms += [(one, by_stock) for one, _ in before] if by_stock else []
                model.row(-math.inf, by_stock * stock, terms)
        return flows

    def sessions(self, solution) -> list[Session]:
        """The plan of a solution, each session in the cheapest room of its type that is left."""
        left = {place: list(rooms) for place, rooms in self._rooms.items()}
        made = []
        for (creator, slot, kind), held in self.held.items():
            if solution[held] > 0.5:
                mix = {
                    product: n for one, product, n in self.shares[creator, slot, kind] if solution[one] > 0.5
                }
                studio = left[slot, kind].pop(0)
                made.append(Session(self.problem.creators[creator].id, studio.id, slot, mix))
        return made

    def solution(self, sessions: list[Session]) -> dict[int, float]:
        """The binaries of a plan; the rest follows from them."""
        numbers = {one.id: number for number, one in enumerate(self.problem.creators)}
        kinds = {one.id: one.type for one in self.problem.studios}
        ones = {}
        for one in sessions:
            pair = (numbers[one.creator], one.slot, kinds[one.studio])
            ones[self.held[pair]] = 1.0
            ones |= {at: 1.0 for at, product, n in self.shares[pair] if one.products.get(product) == n}
        return ones


def _tangents(cv: float) -> list[tuple[float, float]]:
    """Slopes in demand and in stock of E[min(ε·demand, stock)], which grows in proportion with both."""
    slopes = [(1.0, 0.0), (0.0, 1.0)]
    if cv:
        sigma, normal = math.sqrt(math.log(1 + cv * cv)), NormalDist()
        for ratio in RATIOS:
            low = normal.cdf((-math.log(ratio) - sigma * sigma / 2) / sigma)
            high = normal.cdf((-math.log(ratio) + sigma * sigma / 2) / sigma)
            slopes.append((low, 1 - high))
    return slopes


def with_highs(problem: Problem, seconds: float, start: list[Session] = (), threads: int = 2) -> Outcome:
    """The whole model by HiGHS, from a plan if one is given."""
    begun = time.perf_counter()
    season = Season(problem)
    model = season.model
    solver = highspy.Highs()
    options = (
        ("log_to_console", False),
        ("output_flag", False),
        ("time_limit", seconds),
        ("threads", threads),
    )
    for option, value in options:
        solver.setOptionValue(option, value)
    solver.passModel(_for_highs(model))
    if start:
        ones = season.solution(list(start))
        binaries = np.flatnonzero(model.whole)
        values = np.array([ones.get(int(at), 0.0) for at in binaries])
        solver.setSolution(len(binaries), binaries.astype(np.int32), values)
    build = time.perf_counter() - begun
    news = []
    solver.cbMipImprovingSolution += lambda event: news.append(
        (time.perf_counter() - begun, event.data_out.objective_function_value)
    )
    solver.run()
    info, status = solver.getInfo(), solver.modelStatusToString(solver.getModelStatus())
    found = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
    sessions = season.sessions(solver.getSolution().col_value) if found else []
    spent = time.perf_counter() - begun
    return Outcome("HiGHS", build, spent, status, info.mip_dual_bound, news, sessions)


def _for_highs(model: Model) -> highspy.HighsLp:
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = len(model.cost), len(model.rows)
    lp.sense_ = highspy.ObjSense.kMaximize
    lp.col_cost_ = np.array(model.cost)
    lp.col_lower_, lp.col_upper_ = np.zeros(lp.num_col_), np.array(model.upper, dtype=float)
    lp.row_lower_ = np.array([low for low, _ in model.rows])
    lp.row_upper_ = np.array([high for _, high in model.rows])
    rows = np.array(model.at_row)
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_ = np.searchsorted(rows, np.arange(lp.num_row_ + 1)).astype(np.int32)
    lp.a_matrix_.index_ = np.array(model.at_column, dtype=np.int32)
    lp.a_matrix_.value_ = np.array(model.value)
    kinds = highspy.HighsVarType
    lp.integrality_ = [kinds.kInteger if whole else kinds.kContinuous for whole in model.whole]
    return lp


class _Watch(cp_model.CpSolverSolutionCallback):
    def __init__(self, begun: float) -> None:
        super().__init__()
        self.begun = begun
        self.news: list[tuple[float, float]] = []

    def on_solution_callback(self) -> None:
        self.news.append((time.perf_counter() - self.begun, self.objective_value / SCALE / FINE))


def with_cp_sat(problem: Problem, seconds: float, start: list[Session] = (), workers: int = 2) -> Outcome:
    """The whole model by CP-SAT, with a plan as a hint if one is given."""
    begun = time.perf_counter()
    season = Season(problem)
    model, whole = cp_model.CpModel(), season.model.whole
    columns = [
        model.new_bool_var("") if one else model.new_int_var(0, math.ceil(upper * SCALE), "")
        for one, upper in zip(whole, season.model.upper, strict=True)
    ]
    _rows(model, season.model, columns)
    # binaries in yuan·SCALE·FINE, the others count in tenths already
    prices = [
        round(cost * FINE * (SCALE if one else 1)) for cost, one in zip(season.model.cost, whole, strict=True)
    ]
    model.maximize(cp_model.LinearExpr.weighted_sum(columns, prices))
    if start:
        ones = season.solution(list(start))
        for at, one in enumerate(whole):
            if one:
                model.add_hint(columns[at], int(ones.get(at, 0)))
    build = time.perf_counter() - begun
    solver, watch = cp_model.CpSolver(), _Watch(begun)
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = workers
    status = solver.solve(model, watch)
    found = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
    values = [solver.value(one) for one in columns] if found else []
    bound = solver.best_objective_bound / SCALE / FINE
    sessions = season.sessions(values) if found else []
    spent = time.perf_counter() - begun
    return Outcome("CP-SAT", build, spent, solver.status_name(status), bound, watch.news, sessions)


def _rows(model: cp_model.CpModel, spec: Model, columns: list) -> None:
    """Rows in whole numbers; rows with slopes are rounded outwards, so that no plan is lost."""
    ends = np.searchsorted(np.array(spec.at_row), np.arange(len(spec.rows) + 1))
    for number, (low, high) in enumerate(spec.rows):
        span = slice(ends[number], ends[number + 1])
        at, values = spec.at_column[span], spec.value[span]
        counted = [0.0 if spec.whole[column] else 1.0 for column in at]
        if not any(counted):
            terms, factor = [round(value) for value in values], 1
        else:  # binaries are 1, the others come in tenths
            factor = SCALE * FINE
            terms = [
                math.floor(value * (FINE if by_tenth else factor))
                for value, by_tenth in zip(values, counted, strict=True)
            ]
        row = cp_model.LinearExpr.weighted_sum([columns[column] for column in at], terms)
        if low == high:
            model.add(row == round(low * factor))
        elif high < math.inf:
            model.add(row <= math.ceil(high * factor))
        else:
            model.add(row >= math.floor(low * factor))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("size")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--solver", choices=["cp-sat", "highs", "both"], default="both")
    asked = parser.parse_args()
    problem = sample(asked.size, seed=asked.seed)
    for name, solve in (("cp-sat", with_cp_sat), ("highs", with_highs)):
        if asked.solver in (name, "both"):
            print(told(problem, solve(problem, asked.seconds)))


def told(problem: Problem, outcome: Outcome) -> str:
    """One line: what came out, by the checker's count."""
    verdict = check(problem, outcome.sessions)
    first = f"{outcome.news[0][0]:.1f} s" if outcome.news else "none"
    gap = ""
    if outcome.bound is not None and outcome.sessions:
        gap = f", gap {100 * (outcome.bound - verdict.objective) / abs(outcome.bound):.2f} %"
    worth = f"worth {verdict.objective:,.0f}, own bound {outcome.bound:,.0f}{gap}"
    return (
        f"{outcome.name}: {outcome.status}, built in {outcome.build:.1f} s, first plan {first}, "
        f"{len(outcome.sessions)} sessions {worth}, "
        f"{len(verdict.broken)} rules broken, {outcome.seconds:.0f} s"
    )


if __name__ == "__main__":
    main()
