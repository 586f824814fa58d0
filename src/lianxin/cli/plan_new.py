"""`lianxin plan new`: an instance for the season planner, from what is on record."""

import json
from datetime import date, datetime, timedelta
from gettext import gettext as _
from pathlib import Path
from typing import TYPE_CHECKING

import click

from lianxin.cli.failures import Failure
from lianxin.cli.opening import open_home
from lianxin.cli.output import note, print_json
from lianxin.core.files import whole_file

if TYPE_CHECKING:
    from lianxin.engines.planner import Problem


@click.command("new", help=_("Write an instance from the home's records: who could sell what, when, where."))
@click.option("--season", "name", metavar=_("NAME"), help=_("A season of the board, with its own data."))
@click.option(
    "--from",
    "start",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar=_("DATE"),
    help=_("Without a season: from the Monday on or after this day; else the next one."),
)
@click.option("--weeks", type=click.IntRange(1, 26), default=4, show_default=True, help=_("How many weeks."))
@click.option(
    "-o",
    "output",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar=_("FILE"),
    help=_("Write here, not to standard output."),
)
def new_command(*, name: str | None, start: datetime | None, weeks: int, output: Path | None) -> None:
    if name and start:
        raise click.UsageError(_("A season of the board has its own days; leave out --from."))
    open_home()
    from lianxin.engines.planner import faults, write_problem
    from lianxin.planning.access import tell

    problem = _of_season(name) if name else _from_records(start, weeks)
    tell({creator.id for creator in problem.creators})
    document = write_problem(problem)
    if found := faults(document):  # what is on record can be odd in ways nobody has thought of
        from lianxin.core.messages import message

        told = "; ".join(f"{one.place}: {message(one.code, one.params)}" for one in found[:5])
        raise Failure(_("No instance can be made of these records: {problems}").format(problems=told))
    if output is None:
        print_json(document)
    else:
        with whole_file(output) as target:
            target.write(json.dumps(document, ensure_ascii=False, indent=1).encode() + b"\n")
    _summary(problem, output)


def _of_season(name: str) -> "Problem":
    from lianxin.planning.models import Season
    from lianxin.planning.queries.drawing import draw

    season = Season.objects.filter(name=name).first()
    if season is None:
        known = ", ".join(Season.objects.values_list("name", flat=True)) or "–"
        raise Failure(_("There is no season {name}; there are: {known}").format(name=name, known=known))
    return draw(season)


def _from_records(start: datetime | None, weeks: int) -> "Problem":
    from django.utils import timezone

    from lianxin.planning.queries.beginning import MARGIN, beginning
    from lianxin.planning.queries.drawing import drawn

    begun = beginning(_monday(start.date() if start else timezone.localdate()), weeks)
    problem = drawn(begun.season, begun.terms, begun.supplies)
    if begun.known_terms < len(begun.terms):
        words = _("{count} creators have no terms yet: no fee, at most four sessions a week")
        note(words.format(count=len(begun.terms) - begun.known_terms))
    if begun.known_supplies < len(begun.supplies):
        words = _(
            "{count} products have no supply yet: what a usual week sold, at a margin of {margin} percent"
        )
        count = len(begun.supplies) - begun.known_supplies
        note(words.format(count=count, margin=f"{100 * MARGIN:.0f}"))
    return problem


def _monday(day: date) -> date:
    """The day itself, if it is one."""
    return day + timedelta(days=-day.weekday() % 7)


def _summary(problem: "Problem", output: Path | None) -> None:
    words = _("{creators} creators, {products} products, {studios} studios, {slots} times in {weeks} weeks")
    note(
        words.format(
            creators=len(problem.creators),
            products=len(problem.products),
            studios=len(problem.studios),
            slots=len(problem.slots),
            weeks=problem.weeks,
        )
    )
    if output:
        note(_("Written: {file}").format(file=output))
