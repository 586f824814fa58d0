"""`lianxin figures`: the figures of a period, as a table by line of work or as JSON."""

from collections.abc import Iterator
from gettext import gettext as _
from typing import Any

import click

from lianxin.cli.opening import open_home
from lianxin.cli.output import print_json, table

Figure = dict[str, Any]


def conditions(ctx: click.Context, parameter: click.Parameter, values: tuple[str, ...]) -> dict[str, str]:
    """--where DIM=VALUE, any number of times."""
    found: dict[str, str] = {}
    for value in values:
        dimension, equals, wanted = value.partition("=")
        if not (dimension and equals) or dimension in found:
            raise click.BadParameter(_("“{value}” is not DIMENSION=VALUE, each once.").format(value=value))
        found[dimension] = wanted
    return found


@click.command("figures", help=_("Figures of a period: all of them, or those named (such as sales.net)."))
@click.argument("keys", nargs=-1, metavar=_("[KEY]..."))
@click.option(
    "--period", required=True, metavar=_("PERIOD"), help=_("2021, 2021H1, 2021Q3, 2021-09, or FROM..TO.")
)
@click.option("--by", metavar=_("DIMENSION"), help=_("Split each figure by this: month, platform, ..."))
@click.option(
    "--where",
    multiple=True,
    callback=conditions,
    metavar=_("DIMENSION=VALUE"),
    help=_("Count only these; may be repeated."),
)
@click.option("--json", "as_json", is_flag=True, help=_("Print one JSON document."))
@click.option(
    "--engine", type=click.Choice(["duckdb", "spark"]), default="duckdb", help=_("What computes the figures.")
)
@click.option("--snapshot", metavar=_("ID"), help=_("Compute from this snapshot, not from today's records."))
def figures_command(
    *,
    keys: tuple[str, ...],
    period: str,
    by: str | None,
    where: dict[str, str],
    as_json: bool,
    engine: str,
    snapshot: str | None,
) -> None:
    open_home()
    from lianxin.reports import actions, queries

    result = queries.figures(
        keys=list(keys) or None,
        period=period,
        where=where,
        by=by,
        snapshot=actions.take_snapshot() if snapshot is None else snapshot,
        engine=engine,
    )
    if as_json:
        print_json(result)
    else:
        click.echo("\n".join(_lines(result, by)))


def _lines(result: dict[str, Any], by: str | None) -> Iterator[str]:
    from lianxin.console.rules import LINES, keys_by_line

    figures = {figure["key"]: figure for figure in result["figures"]}
    span = result["period"]
    yield _("{text} ({first} to {last}), snapshot {snapshot}").format(**span, snapshot=result["snapshot"])
    names = {line.slug: line.name for line in LINES}
    rows: list[tuple[str, ...]] = []
    heads: dict[int, str] = {}
    for slug, keys in keys_by_line(figures).items():
        heads[len(rows)] = _(names[slug])
        for key in keys:
            rows.extend(_rows(figures[key], by))
    for number, line in enumerate(table(rows, right=(1, 4))):
        if number in heads:
            yield ""
            yield heads[number]
        yield f"  {line}"


def _rows(figure: Figure, by: str | None) -> Iterator[tuple[str, ...]]:
    from lianxin.web.words import unit_words, worded

    unit = unit_words(figure["unit"])
    said = worded(figure["value"], figure["unit"])
    yield _title(figure["key"]), _number(figure["value"]), unit, said, _moved(figure), figure["key"]
    for part in figure.get("by", ()):
        yield f"  {part[by] or _('(none)')}", _number(part["value"]), unit, "", "", ""


def _moved(figure: Figure) -> str:
    """Against a year earlier: +27.8%, and for a percentage its difference."""
    from lianxin.console.rules import movement

    moved = movement(figure["value"], figure["previous"], figure["change"], figure["unit"])
    sign = {"up": "+", "down": "-"}.get(moved.direction, "")
    if moved.points:
        return _("{difference} points").format(difference=f"{sign}{moved.by}")
    return f"{sign}{moved.by}" if moved.by else ""


def _title(key: str) -> str:
    from lianxin.core import hooks
    from lianxin.web.words import in_language

    figure = next(figure for figure in hooks.figures if figure.key == key)
    return in_language(figure.zh, figure.en)


def _number(value: int | float | str | None) -> str:
    """With thousands commas; no value is a dash, which is not 0."""
    if value is None:
        return "-"
    whole, dot, places = str(value).partition(".")
    return f"{int(whole):,}{dot}{places}" if whole not in ("", "-0") else str(value)
