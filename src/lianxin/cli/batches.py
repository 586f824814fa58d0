"""`lianxin batches` and `lianxin rollback`: what was imported, and taking a batch back."""

from gettext import gettext as _
from typing import Any

import click

from lianxin.cli.actors import actor_named
from lianxin.cli.opening import open_home
from lianxin.cli.output import print_json, table


@click.command("batches", help=_("List the batches that were imported, the latest first."))
@click.option("--json", "as_json", is_flag=True, help=_("Print one JSON document."))
def batches_command(*, as_json: bool) -> None:
    open_home()
    from django.utils.timezone import localtime

    from lianxin.records.models import Batch

    batches: list[dict[str, Any]] = [
        {
            "batch": batch.batch_no,
            "state": batch.state,
            "started_at": localtime(batch.started_at).isoformat(timespec="seconds"),
            "actor": batch.actor.get_username() if batch.actor else None,
            "files": [f"{file.file} {file.sheet}".strip() for file in batch.files.all()],
            **{count: sum(getattr(file, count) for file in batch.files.all()) for count in COUNTS},
            "state_in_words": str(batch.get_state_display()),
        }
        for batch in Batch.objects.select_related("actor").prefetch_related("files").order_by("-started_at")
    ]
    if as_json:
        print_json({"batches": batches})
    else:
        click.echo("\n".join(table([_head(), *map(_row, batches)], right=range(4, 9))))


COUNTS = ("read", "new", "updated", "unchanged", "rejected")


def _head() -> tuple[str, ...]:
    return (
        *(_("batch"), _("state"), _("begun"), _("by")),
        *(_("read"), _("new"), _("updated"), _("unchanged"), _("refused")),
        _("files"),
    )


def _row(batch: dict[str, Any]) -> tuple[str, ...]:
    files = batch["files"]
    return (
        batch["batch"],
        batch["state_in_words"],
        batch["started_at"][:16].replace("T", " "),
        batch["actor"] or "-",
        *(f"{batch[count]:,}" for count in COUNTS),
        files[0] if len(files) == 1 else _("{count} files").format(count=len(files)),
    )


@click.command("rollback", help=_("Take back everything that a batch brought in."))
@click.argument("batch", metavar=_("BATCH"))
@click.option("--actor", metavar=_("USER"), help=_("Who takes it back."))
def rollback_command(*, batch: str, actor: str | None) -> int:
    open_home()
    from lianxin.records.actions import roll_back

    done = roll_back(batch_no=batch, actor=actor_named(actor))
    click.echo(
        _("Batch {batch} was rolled back: {removed} rows removed, {restored} restored.").format(
            batch=batch, removed=done.removed, restored=done.restored
        )
    )
    if not done.kept:
        return 0
    click.echo(_("{count} rows stay, because they have been changed since.").format(count=len(done.kept)))
    return 1
