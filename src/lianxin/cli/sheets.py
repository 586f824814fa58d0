"""`lianxin template` and `lianxin export`: empty and filled workbooks of the record sheets."""

from gettext import gettext as _
from pathlib import Path

import click

from lianxin.cli.opening import open_home

FOLDER = click.Path(file_okay=False, path_type=Path)


@click.command("template", help=_("Write empty Excel templates of all record sheets, or of those named."))
@click.argument("sheets", nargs=-1, metavar=_("[SHEET]..."))
@click.option("-o", "folder", required=True, type=FOLDER, metavar=_("DIR"), help=_("Folder to write to."))
def template_command(*, sheets: tuple[str, ...], folder: Path) -> None:
    open_home()
    from lianxin.records.actions import write_templates

    for path in write_templates(names=list(sheets), folder=folder):
        click.echo(path)


@click.command(
    "export", help=_("Write the records of all sheets, or of those named, in the form of the templates.")
)
@click.argument("sheets", nargs=-1, metavar=_("[SHEET]..."))
@click.option("-o", "folder", required=True, type=FOLDER, metavar=_("DIR"), help=_("Folder to write to."))
@click.option(
    "--format", "form", type=click.Choice(["xlsx", "csv"]), default="xlsx", help=_("Form of the output.")
)
def export_command(*, sheets: tuple[str, ...], folder: Path, form: str) -> None:
    open_home()
    from lianxin.records.actions import export_sheets

    for path in export_sheets(names=list(sheets), folder=folder, format=form):
        click.echo(path)
