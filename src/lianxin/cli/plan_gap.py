"""`lianxin plan gap`: the planner's methods on published instances of generalised assignment."""

import sys
from gettext import gettext as _
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from lianxin.cli.failures import Failure
from lianxin.cli.output import note, print_json, table
from lianxin.cli.plan_check import FILE
from lianxin.cli.plan_files import told_in_words
from lianxin.cli.plan_solve import stopped_by_hand

if TYPE_CHECKING:
    from lianxin.engines.planner import GapProblem, GapResult, Progress


@click.command(
    "gap",
    help=_("Solve generalised assignment in OR-Library's text form, to be held against published optima."),
)
@click.argument("file", metavar=_("FILE"), type=FILE)
@click.option("--seconds", type=click.FloatRange(min=0.1), default=60.0, help=_("How long to look, each."))
@click.option("--seed", type=click.IntRange(min=0), default=0, help=_("Another seed looks elsewhere."))
@click.option("--workers", type=click.IntRange(min=1), default=2, help=_("How many processors to use."))
@click.option("--maximise", is_flag=True, help=_("The numbers are profits (gap1 to gap12), not costs."))
@click.option("--json", "as_json", is_flag=True, help=_("Print one JSON document, with the assignments."))
@click.option("--progress", is_flag=True, help=_("Show progress though this is no terminal."))
def gap_command(
    *, file: Path, seconds: float, seed: int, workers: int, maximise: bool, as_json: bool, progress: bool
) -> int:
    from lianxin.engines.planner import solve_gap

    problems = _problems(file, maximise, as_json)
    results: list[GapResult] = []
    with stopped_by_hand() as stop:
        for number, problem in enumerate(problems, 1):
            news = _News(f"{number}/{len(problems)}", asked=progress)
            results.append(
                solve_gap(
                    problem,
                    seconds=seconds,
                    seed=seed,
                    workers=workers,
                    on_progress=news,
                    should_stop=lambda: stop.asked,
                )
            )
            if stop.asked:
                break
    if as_json:
        print_json([_document(*pair) for pair in zip(problems, results, strict=False)])
    else:
        click.echo("\n".join(_lines(problems, results)))
    return 0 if all(one.cost is not None for one in results) else 1


def _problems(file: Path, maximise: bool, as_json: bool) -> "list[GapProblem]":
    from lianxin.engines.planner import read_gap

    try:
        text = file.read_text("utf-8-sig")
    except UnicodeDecodeError:
        raise Failure(_("{file} is no text file of numbers").format(file=file)) from None
    return told_in_words(file, lambda: read_gap(text, maximise=maximise), as_json=as_json)


class _News:
    """Now and then a line on standard error: time, best cost, proved bound."""

    def __init__(self, name: str, asked: bool) -> None:
        self._name = name
        self._shown = asked or sys.stderr.isatty()
        self._next = 0.0

    def __call__(self, progress: "Progress") -> None:
        if self._shown and progress.seconds >= self._next:
            self._next = progress.seconds + 5.0
            best = _number(progress.objective if abs(progress.objective) < float("inf") else None)
            words = _("{name}: {seconds} s, best {best}, bound {bound}")
            bound = _number(progress.bound)
            note(words.format(name=self._name, seconds=f"{progress.seconds:.0f}", best=best, bound=bound))


def _document(problem: "GapProblem", one: "GapResult") -> dict[str, Any]:
    return {
        "agents": problem.agents,
        "jobs": problem.jobs,
        "status": one.status,
        "cost": one.cost,
        "bound": one.bound,
        "gap": one.gap,
        "seconds": round(one.seconds, 2),
        "seed": one.seed,
        "assignment": list(one.assignment) if one.assignment is not None else None,
    }


def _lines(problems: "list[GapProblem]", results: "list[GapResult]") -> list[str]:
    head = (_("Agents"), _("Jobs"), _("Best"), _("Bound"), _("Gap, %"), _("Seconds"), _("State"))
    rows = [
        (
            str(problem.agents),
            str(problem.jobs),
            _number(one.cost),
            _number(one.bound),
            "–" if one.gap is None else f"{one.gap:.3f}",
            f"{one.seconds:.1f}",
            _state(one.status),
        )
        for problem, one in zip(problems, results, strict=False)
    ]
    return table([head, *rows], right=range(6))


def _number(value: float | None) -> str:
    if value is None:
        return "–"
    return f"{value:.0f}" if value == round(value) else f"{value:.4f}"


def _state(status: str) -> str:
    return {
        "optimal": _("optimal, proved"),
        "feasible": _("not proved to be the best"),
        "infeasible": _("impossible, proved"),
        "unknown": _("nothing found"),
    }[status]
