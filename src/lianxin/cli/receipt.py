"""`lianxin receipt`: the rows behind a figure. Row by row in every format, so that memory does not grow."""

import json
import sys
from contextlib import closing
from gettext import gettext as _
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click

from lianxin.cli.figures import conditions
from lianxin.cli.opening import open_home
from lianxin.core.files import whole_file

if TYPE_CHECKING:
    from lianxin.reports.queries import Receipt


@click.command("receipt", help=_("The rows behind a figure, each with the file and row it came from."))
@click.argument("key", metavar=_("KEY"))
@click.option(
    "--period", required=True, metavar=_("PERIOD"), help=_("2021, 2021H1, 2021Q3, 2021-09, or FROM..TO.")
)
@click.option(
    "--where",
    multiple=True,
    callback=conditions,
    metavar=_("DIMENSION=VALUE"),
    help=_("Count only these; may be repeated."),
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["json", "csv", "xlsx"]),
    default="json",
    help=_("Form of the output."),
)
@click.option(
    "-o",
    "output",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar=_("FILE"),
    help=_("Write here, not to standard output."),
)
@click.option("--snapshot", metavar=_("ID"), help=_("Compute from this snapshot, not from today's records."))
def receipt_command(
    *, key: str, period: str, where: dict[str, str], form: str, output: Path | None, snapshot: str | None
) -> None:
    open_home()
    from lianxin.reports import actions, queries

    pinned = actions.take_snapshot() if snapshot is None else snapshot
    write = {"json": _write_json, "csv": _write_csv, "xlsx": _write_xlsx}[form]
    with closing(queries.receipt(key=key, period=period, where=where, snapshot=pinned)) as receipt:
        if output is None:
            write(receipt, sys.stdout.buffer)
        else:
            with whole_file(output) as target:
                write(receipt, target)


def _write_json(receipt: "Receipt", target: BinaryIO) -> None:
    head = json.dumps(receipt.head(), ensure_ascii=False, default=str)
    target.write(f'{head[:-1]},\n"rows": ['.encode())
    separator = "\n"
    for row in receipt.stream():
        target.write((separator + json.dumps(row, ensure_ascii=False, default=str)).encode())
        separator = ",\n"
    target.write(b"\n]}\n")
    target.flush()


def _write_csv(receipt: "Receipt", target: BinaryIO) -> None:
    from lianxin.console.actions import receipt_csv

    target.writelines(receipt_csv(receipt))


def _write_xlsx(receipt: "Receipt", target: BinaryIO) -> None:
    from lianxin.console.actions import receipt_xlsx

    receipt_xlsx(receipt, target)
