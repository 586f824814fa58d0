"""`lianxin plan sheets`: what is known of a season as a workbook that `lianxin import` takes back."""

from gettext import gettext as _
from pathlib import Path

import click

from lianxin.cli.failures import Failure
from lianxin.cli.opening import open_home


@click.command("sheets", help=_("Write a season's terms, supply and floors, to be changed and imported."))
@click.option("--season", "name", required=True, metavar=_("NAME"), help=_("A season of the board."))
@click.option(
    "-o",
    "folder",
    required=True,
    type=click.Path(file_okay=False, path_type=Path),
    metavar=_("DIR"),
    help=_("Folder to write to."),
)
@click.option(
    "--format", "form", type=click.Choice(["xlsx", "csv"]), default="xlsx", help=_("Form of the output.")
)
def sheets_command(*, name: str, folder: Path, form: str) -> None:
    open_home()
    from lianxin.planning.actions.handing_out import write_season
    from lianxin.planning.models import Season

    season = Season.objects.filter(name=name).first()
    if season is None:
        known = ", ".join(Season.objects.values_list("name", flat=True)) or "–"
        raise Failure(_("There is no season {name}; there are: {known}").format(name=name, known=known))
    for path in write_season(season=season, folder=folder, form=form, actor=None):
        click.echo(path)
