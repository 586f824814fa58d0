"""`lianxin status-word`: says once what a platform's unknown order status means."""

from gettext import gettext as _

import click

from lianxin.cli.actors import actor_named
from lianxin.cli.opening import open_home
from lianxin.cli.output import table


@click.command(
    "status-word", help=_("Say what a platform's order status means; without arguments, list the unknown.")
)
@click.argument("platform", required=False, metavar=_("PLATFORM"))
@click.argument("word", required=False, metavar=_("WORD"))
@click.argument("status", required=False, metavar="unpaid|paid|shipped|completed|closed")
@click.option("--actor", metavar=_("USER"), help=_("Who decides."))
def status_word_command(
    *, platform: str | None, word: str | None, status: str | None, actor: str | None
) -> None:
    if platform and not (word and status):
        raise click.UsageError(_("Give platform, word and status, or none of them."))
    open_home()
    if platform and word and status:
        from lianxin.sales.actions import map_status_word

        map_status_word(platform=platform, word=word, status=status, actor=actor_named(actor))
        click.echo(_("Noted; import the refused rows again."))
    else:
        _list_unknown()


def _list_unknown() -> None:
    from lianxin.sales.models import StatusWord

    words = StatusWord.objects.filter(status="").order_by("platform", "word")
    rows = [(word.platform, word.word, f"{word.lines:,}", word.seen_in) for word in words]
    if rows:
        click.echo(
            "\n".join(table([(_("platform"), _("word"), _("rows"), _("first seen in")), *rows], right=[2]))
        )
    else:
        click.echo(_("No status word waits for a decision."))
