"""`lianxin plan solve`: the best plan that the time allows, with a proof of how much better one could be."""

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from gettext import gettext as _
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

import click

from lianxin.cli.output import note, print_json
from lianxin.cli.plan_check import FILE, worth_lines
from lianxin.cli.plan_files import read_instance, read_plan_file, write_plan_file

if TYPE_CHECKING:
    from lianxin.engines.planner import Plan, Progress, Session


@click.command("solve", help=_("Find the best plan the time allows; Ctrl-C keeps the best one so far."))
@click.argument("instance", metavar=_("INSTANCE"), type=FILE)
@click.option(
    "-o",
    "output",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar=_("PLAN"),
    help=_("Write the plan here, not to standard output."),
)
@click.option("--seconds", type=click.FloatRange(min=0.1), default=60.0, help=_("How long to look."))
@click.option("--seed", type=click.IntRange(min=0), default=0, help=_("Another seed looks elsewhere."))
@click.option("--workers", type=click.IntRange(min=1), default=2, help=_("How many processors to use."))
@click.option("--start", type=FILE, metavar=_("PLAN"), help=_("A plan to begin with."))
@click.option("--json", "as_json", is_flag=True, help=_("Print the plan as one JSON document, too."))
@click.option("--progress", is_flag=True, help=_("Show progress though this is no terminal."))
def solve_command(
    *,
    instance: Path,
    output: Path | None,
    seconds: float,
    seed: int,
    workers: int,
    start: Path | None,
    as_json: bool,
    progress: bool,
) -> int:
    from lianxin.engines.planner import repaired, solve, write_plan

    problem = read_instance(instance, as_json=as_json)
    first: tuple[Session, ...] = ()
    if start is not None:
        first = tuple(repaired(problem, read_plan_file(start, as_json=as_json).sessions))
    news = _News(seconds, asked=progress)
    with stopped_by_hand() as stop:
        result = solve(
            problem,
            seconds=seconds,
            seed=seed,
            workers=workers,
            start=first,
            on_progress=news,
            should_stop=stop,
        )
    news.close()
    if output is not None:
        write_plan_file(output, result.plan)
    if as_json or output is None:
        print_json(write_plan(result.plan))
    else:
        click.echo("\n".join(_lines(result.plan)))
    if result.plan.status != "infeasible":
        return 0
    _tell_conflict(instance)
    return 1


@dataclass
class _Stop:
    """Asked by the solver; the first Ctrl-C makes it true, a second one ends the command."""

    asked: bool = False
    _noted: bool = field(default=False, repr=False)

    def __call__(self) -> bool:
        if self.asked and not self._noted:
            self._noted = True
            note(_("Stopping; the best plan so far is kept."))
        return self.asked


@contextmanager
def stopped_by_hand() -> Iterator[_Stop]:
    stop = _Stop()

    def handle(_number: int, _frame: FrameType | None) -> None:
        if stop.asked:
            raise KeyboardInterrupt
        stop.asked = True

    before = signal.signal(signal.SIGINT, handle)
    try:
        yield stop
    finally:
        signal.signal(signal.SIGINT, before)


class _News:
    """One line on standard error that grows: time, best plan, proved bound, gap."""

    def __init__(self, seconds: float, asked: bool) -> None:
        self._seconds = seconds
        self._terminal = sys.stderr.isatty()
        self._shown = asked or self._terminal
        self._next = 0.0
        self._pause = 0.3 if self._terminal else 5.0
        self._last = ""

    def __call__(self, progress: "Progress") -> None:
        self._last = self._line(progress)
        if self._shown and progress.seconds >= self._next:
            self._next = progress.seconds + self._pause
            print(self._last, end="\r" if self._terminal else "\n", file=sys.stderr, flush=True)

    def close(self) -> None:
        if self._shown and self._last:
            print(self._last, file=sys.stderr, flush=True)

    def _line(self, progress: "Progress") -> str:
        share = min(progress.seconds / self._seconds, 1.0)
        bar = f"[{'#' * int(share * 30):.<30}] {progress.seconds:4.0f} s"
        worth = _("plan {worth}").format(worth=f"{progress.objective:,.0f}")
        if not progress.bound:
            return f"{bar}  {worth}".ljust(90)
        gap = 100 * (progress.bound - progress.objective) / abs(progress.bound)
        words = _("at most {bound}, gap {gap} %")
        return f"{bar}  {worth}  {words.format(bound=f'{progress.bound:,.0f}', gap=f'{gap:.2f}')}".ljust(90)


def _lines(plan: "Plan") -> Iterator[str]:
    if plan.status == "infeasible":
        yield _("There is no plan: locks and rules cannot hold together.")
        return
    yield from worth_lines(plan.objective, plan.parts)
    if plan.gap is not None:
        yield _("No plan is worth more than {bound}: this one is within {gap} %.").format(
            bound=f"{plan.bound:,.2f}", gap=f"{plan.gap:.2f}"
        )
    yield _("{count} sessions, found in {seconds} s.").format(
        count=len(plan.sessions), seconds=f"{plan.seconds:.1f}"
    )


def _tell_conflict(instance: Path) -> None:
    from lianxin.cli.plan_explain import conflict_lines
    from lianxin.engines.planner import conflict_of

    for line in conflict_lines(conflict_of(read_instance(instance))):
        note(line)
