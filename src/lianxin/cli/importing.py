"""`lianxin import`: files or folders in; what became of each, on the screen or as JSON."""

import sys
from collections.abc import Iterator
from datetime import datetime
from functools import partial
from gettext import gettext as _
from pathlib import Path
from typing import Any

import click

from lianxin.cli.actors import actor_named
from lianxin.cli.opening import open_home
from lianxin.cli.output import Counter, print_json, table

Result = dict[str, Any]
EXISTING_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
SHOWN_PROBLEMS = 5


@click.command("import", help=_("Import workbooks and order exports: files, or folders of them."))
@click.argument(
    "paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path), metavar=_("PATH...")
)
@click.option(
    "--as", "kind", metavar=_("KIND"), help=_("What the files are: sheet:members, orders:douyin, ...")
)
@click.option("--shop", metavar=_("NAME"), help=_("The shop that an order export comes from."))
@click.option("--dry-run", is_flag=True, help=_("Check everything, write nothing."))
@click.option("--whole-files", is_flag=True, help=_("Refuse a file with a refused row, whole."))
@click.option("--actor", metavar=_("USER"), help=_("Who imports."))
@click.option("--password", metavar=_("PASSWORD"), help=_("Of locked workbooks."))
@click.option("--mapping", type=EXISTING_FILE, metavar=_("FILE"), help=_("Column names, for orders:generic."))
@click.option(
    "--exported-at",
    type=click.DateTime(["%Y-%m-%d", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M"]),
    metavar=_("TIME"),
    help=_("When the orders were exported (Beijing time), if the file name does not say."),
)
@click.option("--json", "as_json", is_flag=True, help=_("Print one JSON document."))
@click.option("--progress", is_flag=True, help=_("Show progress though this is no terminal."))
def import_command(
    *,
    paths: tuple[Path, ...],
    kind: str | None,
    shop: str | None,
    dry_run: bool,
    whole_files: bool,
    actor: str | None,
    password: str | None,
    mapping: Path | None,
    exported_at: datetime | None,
    as_json: bool,
    progress: bool,
) -> int:
    open_home()
    from lianxin.records.actions import import_paths

    counter = Counter(progress, _("{rows} rows read"))
    load = partial(
        import_paths,
        actor=actor_named(actor),
        kind=kind,
        shop=shop,
        dry_run=dry_run,
        whole_files=whole_files,
        mapping=mapping,
        exported_at=exported_at,
        progress=counter,
    )
    result = load(paths=list(paths), password=password)
    counter.close()
    if as_json:
        print_json(result)
        return exit_code(result)
    click.echo("\n".join(summary(result)))
    locked = _locked(result) if password is None and sys.stdin.isatty() else set()
    if locked:
        asked = click.prompt(_("Password of the locked files"), hide_input=True, err=True)
        again = load(paths=[file for file in _files(paths) if file.name in locked], password=asked)
        click.echo("\n".join(summary(again)))
        others = [one for one in result["unknown"] if Path(one["file"]).name not in locked]
        result = {"files": result["files"] + again["files"], "unknown": others + again["unknown"]}
    return exit_code(result)


def _locked(result: Result) -> set[str]:
    """Names of the files that want a password."""
    from lianxin.core.messages import message

    reason = message("password_needed")
    return {Path(one["file"]).name for one in result["unknown"] if one["reason"] == reason}


def _files(paths: tuple[Path, ...]) -> Iterator[Path]:
    for path in paths:
        yield from path.rglob("*") if path.is_dir() else [path]


def exit_code(result: Result) -> int:
    """1 if anything was refused, unknown or does not add up."""
    faulty = any(file["rejected"] or file.get("differs") for file in result["files"])
    return 1 if faulty or result["unknown"] else 0


def summary(result: Result) -> Iterator[str]:
    """What became of each file, in words."""
    if result["dry_run"]:
        yield _("Dry run; nothing was written.")
    elif result["batch"]:
        yield _("Batch {batch}").format(**result)
    if result["files"]:
        yield from _counts(result["files"])
    for file in result["files"]:
        yield from _problems(file)
    for unknown in result["unknown"]:
        yield _("Not imported: {file}: {reason}").format(file=_name(unknown), reason=unknown["reason"])


def _counts(files: list[Result]) -> list[str]:
    head = (
        *(_("file"), _("kind"), _("read"), _("new"), _("updated"), _("unchanged")),
        *(_("excluded"), _("refused")),
    )
    rows = [
        (
            _name(file),
            file["kind"],
            *(f"{file[count]:,}" for count in ("read", "new", "updated", "unchanged")),
            f"{sum(file['excluded'].values()):,}",
            f"{file['rejected']:,}",
        )
        for file in files
    ]
    return table([head, *rows], right=range(2, 8))


def _name(file: Result) -> str:
    return f"{file['file']} [{file['sheet']}]" if file.get("sheet") else str(file["file"])


def _problems(file: Result) -> Iterator[str]:
    if not file["problems"]:
        return
    yield _("{file}: {count} rows refused").format(file=_name(file), count=file["rejected"])
    for problem in file["problems"][:SHOWN_PROBLEMS]:
        yield _("  row {row}, {column}: {value}: {reason}").format(**problem)
    if file.get("problem_file"):
        yield _("  all of them, to be mended and imported again: {problem_file}").format(**file)
