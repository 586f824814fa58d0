"""The command and its sub-commands, each read only when it is used; all know --home and --lang."""

import os
from collections.abc import Iterator, Mapping
from gettext import gettext as _
from importlib import import_module
from typing import Any

import click

from lianxin.cli.failures import ReaderGone
from lianxin.cli.help_text import Context
from lianxin.cli.language import LANGUAGES, language_named
from lianxin.core.home import DEFAULT, ENVIRONMENT

#: In the order of --help: the command, the module that holds it.
COMMANDS = {
    "demo": "demo",
    "serve": "serving",
    "import": "importing",
    "batches": "batches",
    "rollback": "batches",
    "status-word": "status_words",
    "template": "sheets",
    "export": "sheets",
    "figures": "figures",
    "receipt": "receipt",
    "report": "reports",
    "verify": "verifying",
    "plan": "plan",
    "ledger": "ledger",
    "user": "users",
    "doctor": "doctor",
}


class Commands(click.Group):
    """A group that imports a command's module when the command is asked for.

    `modules`: the command, the module of this package that holds it as `…_command`.
    """

    def __init__(self, *arguments: Any, modules: Mapping[str, str], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._modules = modules

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except BrokenPipeError as error:
            raise ReaderGone from error  # click would end the program with exit code 1

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self._modules)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self._modules:
            return None
        module = import_module(f"lianxin.cli.{self._modules[cmd_name]}")
        command: click.Command = getattr(module, f"{cmd_name.replace('-', '_')}_command")
        return dressed(command)


def dressed(command: click.Command) -> click.Command:
    """With the options that all commands know and our kind of help; so are the commands below it."""
    known = {parameter.name for parameter in command.params}
    command.params.extend(option for option in shared_options() if option.name not in known)
    command.context_class = Context
    command.options_metavar = _("[OPTIONS]")
    command.short_help = command.help  # click would cut it off at 45 characters
    if isinstance(command, click.Group):
        command.subcommand_metavar = _("COMMAND [ARGUMENTS]...")
        for below in command.commands.values():
            dressed(below)
    return command


def shared_options() -> Iterator[click.Option]:
    yield click.Option(
        ["--home"],
        metavar=_("DIR"),
        expose_value=False,
        callback=_take_home,
        help=_("Folder that holds all data; else {environment}, else ./{default}.").format(
            environment=ENVIRONMENT, default=DEFAULT
        ),
    )
    yield click.Option(
        ["--lang"],
        metavar="|".join(LANGUAGES),
        expose_value=False,
        callback=_check_language,
        help=_("Language of messages."),
    )


def _take_home(ctx: click.Context, parameter: click.Parameter, value: str | None) -> None:
    if value == "":  # an unset variable in a script; the present folder is hardly meant
        raise click.BadParameter(_("An empty name is no folder."))
    if value is not None:
        os.environ[ENVIRONMENT] = value


def _check_language(ctx: click.Context, parameter: click.Parameter, value: str | None) -> None:
    # `language.language_of` has already taken it; here it only remains to refuse what is no language
    if value is not None and language_named(value) is None:
        raise click.BadParameter(
            _("“{value}” is not one of {languages}.").format(value=value, languages=", ".join(LANGUAGES))
        )


lianxin = Commands(
    name="lianxin",
    modules=COMMANDS,
    params=list(shared_options()),
    help=_("Lianxin: records and order exports in, figures out, every number with its receipt."),
    epilog=_(
        "Exit codes: 0 done; 1 done, but something in the data was refused or differs; 2 could not be done."
    ),
    subcommand_metavar=_("COMMAND [ARGUMENTS]..."),
    options_metavar=_("[OPTIONS]"),
)
lianxin.context_class = Context
click.version_option(
    package_name="lianxin", message="lianxin %(version)s", help=_("Show the version and exit.")
)(lianxin)
