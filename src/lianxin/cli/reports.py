"""`lianxin report`: drafts, publishing, exports, and what has changed since."""

from gettext import gettext as _
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from lianxin.cli.actors import actor_named
from lianxin.cli.opening import open_home
from lianxin.cli.output import Counter, note, print_json, table
from lianxin.core.files import whole_file

if TYPE_CHECKING:
    from lianxin.reports.models import Edition

_json = click.option("--json", "as_json", is_flag=True, help=_("Print one JSON document."))
_actor = click.option("--actor", metavar=_("USER"), help=_("Who does this."))


@click.group("report", help=_("Reports: draft, check, publish, export, and compare with today's records."))
def report_command() -> None:
    pass


@report_command.command("draft", help=_("Begin a draft from a template."))
@click.option(
    "--period", required=True, metavar=_("PERIOD"), help=_("2021, 2021H1, 2021Q3, 2021-09, or FROM..TO.")
)
@click.option(
    "--template",
    default="annual",
    metavar=_("NAME"),
    help=_("annual, quarterly, summary, annual-en, or one of the office's own."),
)
@click.option("--title", default="", metavar=_("TITLE"), help=_("Another title than the template's."))
@click.option("--office", default="", metavar=_("NAME"), help=_("The office that signs the report."))
@click.option("--public", is_flag=True, help=_("With an open page, on which small groups are hidden."))
@click.option(
    "--text",
    "file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar=_("FILE"),
    help=_("Markdown to begin with, instead of the template's."),
)
@_actor
@_json
def draft(
    *,
    period: str,
    template: str,
    title: str,
    office: str,
    public: bool,
    file: Path | None,
    actor: str | None,
    as_json: bool,
) -> None:
    open_home()
    from lianxin.reports import actions

    user = actor_named(actor)
    text = file.read_text("utf-8-sig") if file else None
    edition = actions.start_draft(
        period=period, template=template, title=title, office=office, text=text, public=public, actor=user
    )
    if as_json:
        print_json(_edition(edition))
    else:
        click.echo(_("Draft {edition}: {title}").format(edition=edition.pk, title=edition.title))


@report_command.command("check", help=_("Check a draft as the second person."))
@click.argument("edition", metavar=_("EDITION"))
@_actor
@_json
def check(*, edition: str, actor: str | None, as_json: bool) -> None:
    open_home()
    from lianxin.reports import actions

    found = actions.check_edition(edition_no=edition, actor=actor_named(actor))
    if as_json:
        print_json(_edition(found))
    else:
        click.echo(_("{edition} is checked.").format(edition=found.pk))


@report_command.command(
    "publish", help=_("Publish an edition: its figures are pinned. Who publishes a draft checks it too.")
)
@click.argument("edition", metavar=_("EDITION"))
@click.option(
    "--reason", default="", metavar=_("TEXT"), help=_("Why there are numbers typed by hand, if there are.")
)
@_actor
@_json
@click.option("--progress", is_flag=True, help=_("Show progress though this is no terminal."))
def publish(*, edition: str, reason: str, actor: str | None, as_json: bool, progress: bool) -> None:
    open_home()
    from lianxin.reports import actions

    counter = Counter(progress, _("{rows} steps done"))
    found = actions.publish_edition(
        edition_no=edition, reason=reason, checks=True, actor=actor_named(actor), progress=counter
    )
    counter.close()
    if as_json:
        print_json(_edition(found))
        return
    click.echo(
        _("{edition} is published, snapshot {snapshot}, {count} figures.").format(
            edition=found.pk, snapshot=found.snapshot, count=found.figures.count()
        )
    )


@report_command.command("withdraw", help=_("Withdraw a published edition; it stays readable as withdrawn."))
@click.argument("edition", metavar=_("EDITION"))
@click.option("--reason", required=True, metavar=_("TEXT"), help=_("Why."))
@_actor
@_json
def withdraw(*, edition: str, reason: str, actor: str | None, as_json: bool) -> None:
    open_home()
    from lianxin.reports import actions

    found = actions.withdraw_edition(edition_no=edition, reason=reason, actor=actor_named(actor))
    if as_json:
        print_json(_edition(found))
    else:
        click.echo(_("{edition} is withdrawn.").format(edition=found.pk))


@report_command.command("list", help=_("List drafts and editions, the latest first."))
@_json
def list_editions(*, as_json: bool) -> None:
    open_home()
    from lianxin.reports.access import editions_visible_to

    found = [_edition(edition) for edition in editions_visible_to(None)]
    if as_json:
        print_json({"editions": found})
        return
    heads = (_("edition"), _("status"), _("period"), _("title"), _("published"), _("snapshot"))
    rows = [
        (
            one["edition"],
            one["status_in_words"],
            one["period"],
            one["title"],
            (one["published_at"] or "-")[:16].replace("T", " "),
            one["snapshot"] or "-",
        )
        for one in found
    ]
    click.echo("\n".join(table([heads, *rows])))


@report_command.command("export", help=_("Write a published edition to a file."))
@click.argument("edition", metavar=_("EDITION"))
@click.option(
    "--format",
    "form",
    type=click.Choice(["docx", "pdf", "html", "xlsx", "json"]),
    default="docx",
    help=_("Form of the output."),
)
@click.option(
    "-o",
    "output",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    metavar=_("FILE"),
    help=_("Write here."),
)
@click.option("--receipts/--no-receipts", default=True, help=_("With the rows behind the figures."))
@_actor
def export(*, edition: str, form: str, output: Path, receipts: bool, actor: str | None) -> None:
    open_home()
    from lianxin.reports import actions

    with whole_file(output) as target:
        actions.export_edition(
            edition_no=edition, form=form, target=target, receipts=receipts, actor=actor_named(actor)
        )
    note(_("Written: {file}").format(file=output))


@report_command.command("diff", help=_("Compare what was printed with today's records; 1 if it differs."))
@click.argument("edition", metavar=_("EDITION"))
@_json
def diff(*, edition: str, as_json: bool) -> int:
    open_home()
    from lianxin.cli.differences import lines_of
    from lianxin.reports import actions

    found = actions.diff_edition(edition_no=edition, actor=None)
    if as_json:
        print_json(found.as_json())
    else:
        click.echo("\n".join(lines_of(found)))
    return 1 if found.figures else 0


def _edition(edition: "Edition") -> dict[str, Any]:
    from django.utils.timezone import localtime

    def at(moment: Any) -> str | None:
        return localtime(moment).isoformat(timespec="seconds") if moment else None

    def who(user: Any) -> str | None:
        return user.get_username() if user else None

    return {
        "edition": edition.pk,
        "status": edition.status,
        "status_in_words": str(edition.get_status_display()),
        "period": edition.period,
        "title": edition.title,
        "template": edition.template,
        "language": edition.language,
        "public": edition.public,
        "snapshot": edition.snapshot or None,
        "changed_by": who(edition.changed_by),
        "checked_by": who(edition.checked_by),
        "published_by": who(edition.published_by),
        "published_at": at(edition.published_at),
        "withdrawn_at": at(edition.withdrawn_at),
        "withdrawal_reason": edition.withdrawal_reason or None,
        "typed": edition.typed,
        "fingerprint": edition.fingerprint or None,
    }
