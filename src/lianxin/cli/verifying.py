"""`lianxin verify`: whether a file of an edition says what the records say."""

from collections.abc import Iterator
from gettext import gettext as _
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from lianxin.cli.opening import open_home
from lianxin.cli.output import print_json

if TYPE_CHECKING:
    from lianxin.reports.rules.verdict import Finding, Verdict


@click.command(
    "verify",
    help=_("Check an exported report: each figure is computed again; 1 if one differs."),
)
@click.argument("file", metavar=_("FILE"), type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help=_("Print one JSON document."))
def verify_command(*, file: Path, as_json: bool) -> int:
    open_home()
    from lianxin.reports.queries import verify_file

    verdict = verify_file(file)
    if as_json:
        print_json(_json(file, verdict))
    else:
        click.echo("\n".join(_lines(verdict)))
    return 0 if verdict.sound else 1


def _json(file: Path, verdict: "Verdict") -> dict[str, Any]:
    return {
        "file": str(file),
        "form": verdict.form,
        "edition": verdict.edition,
        "title": verdict.title,
        "snapshot": verdict.snapshot,
        "recomputed_from": verdict.by,
        "figures": verdict.figures,
        "sealed_by": verdict.sealed_by or None,
        "withdrawn": verdict.withdrawn,
        "sound": verdict.sound,
        "findings": [
            {
                "code": one.code,
                "figure": one.figure or None,
                "key": one.key or None,
                "where": one.where or None,
                **one.params,
                "message": _said(one),
            }
            for one in verdict.findings
        ],
    }


def _lines(verdict: "Verdict") -> Iterator[str]:
    yield _("{edition} {title}, snapshot {snapshot}").format(
        edition=verdict.edition, title=verdict.title, snapshot=verdict.snapshot
    )
    if verdict.by == "snapshot":
        yield _("{count} figures were computed again from the pinned snapshot.").format(count=verdict.figures)
    else:
        yield _("{count} figures were computed again from the receipts in the file.").format(
            count=verdict.figures
        )
        if verdict.sealed_by:
            yield _("Sealed by {origin}; compare with the heads of the home that published it.").format(
                origin=verdict.sealed_by
            )
    if verdict.withdrawn:
        yield _("This edition has been withdrawn.")
    if verdict.sound:
        yield _("Nothing differs, and no number was changed by hand.")
        return
    yield _("{count} differences:").format(count=len(verdict.findings))
    for one in verdict.findings:
        yield f"  {_place(one)}{_said(one)}"


def _place(finding: "Finding") -> str:
    parts = [finding.key or finding.figure, f"“{finding.where}”" if finding.where else ""]
    said = " ".join(part for part in parts if part)
    return f"{said}: " if said else ""


def _said(finding: "Finding") -> str:
    from lianxin.core.messages import message

    return message(finding.code, finding.params)
