"""`lianxin user …`: users from the machine itself. Passwords are asked for or read from standard input."""

import sys
from gettext import gettext as _
from typing import TYPE_CHECKING, Any

import click

from lianxin.cli.actors import actor_named
from lianxin.cli.failures import Failure
from lianxin.cli.opening import open_home
from lianxin.cli.output import print_json, table

if TYPE_CHECKING:
    from collections.abc import Callable

    from lianxin.accounts.models import User

ROLES = (
    "office",
    "liaison_officer",
    "unit_contact",
    "studio_manager",
    "trainer",
    "market_staff",
    "planner",
    "auditor",
    "administrator",
    "member",
    "grower",
)


@click.group("user", help=_("Users: add, list, change, invite; the way back in."))
def user_command() -> None:
    pass


def _stands_for(command: "Callable[..., Any]") -> "Callable[..., Any]":
    for option, words in (
        ("--email", _("Mail address for codes and invitations.")),
        ("--phone", _("Mobile number for codes and invitations.")),
        ("--unit", _("Whose unit the user speaks for.")),
        ("--officer", _("Number of the officer the user is.")),
        ("--member", _("Number of the member the user is.")),
        ("--name", _("Name that is shown.")),
    ):
        command = click.option(option, metavar=_("TEXT"), help=words)(command)
    return command


_ROLE = click.option("--role", type=click.Choice(ROLES), required=True, help=_("What the user is here for."))
_USER = click.argument("username", metavar=_("USER"))


@user_command.command(
    "add", help=_("Add a user. Staff get a password; the second factor is set up at the first login.")
)
@_USER
@_ROLE
@_stands_for
@click.option("--invite", "invited", is_flag=True, help=_("No password: print a link that sets one."))
def add(*, username: str, role: str, invited: bool, **given: str | None) -> None:
    open_home()
    from django.db import IntegrityError

    from lianxin.accounts.actions import create_user
    from lianxin.accounts.models import User

    shown, stands_for = given.pop("name"), _fields(given)
    _check_standing(role, stands_for)
    staff = role not in ("member", "grower")
    password = _password(User(username=username, display_name=shown or "")) if staff and not invited else None
    try:
        user = create_user(
            username=username,
            password=password,
            role=User.Role(role),
            display_name=shown or "",
            actor=None,
            **stands_for,
        )
    except IntegrityError:
        raise Failure(_("There is a user “{name}” already").format(name=username)) from None
    click.echo(_("User {name} was added.").format(name=username))
    if invited:
        _print_link(user)


def _fields(given: dict[str, str | None]) -> dict[str, str]:
    """What was given, by the field's name; numbers and mail addresses in the form they are looked up in."""
    from lianxin.accounts.rules import normal_address

    names = {"member": "member_no", "officer": "officer_no"}
    found = {names.get(option, option): value for option, value in given.items() if value is not None}
    for kind in ("phone", "email"):
        if kind in found:
            address = normal_address(found[kind])
            if address is None or address[0] != kind:
                raise Failure(_("“{text}” is no mobile number or mail address").format(text=found[kind]))
            found[kind] = address[1]
    return found


def _check_standing(role: str, held: dict[str, str]) -> None:
    """Raises Failure if the role says nothing of whom it stands for."""
    from lianxin.accounts.rules import missing

    options = {"member_no": "--member", "officer_no": "--officer", "unit": "--unit"}
    if column := missing(role, held):
        said = _("The role {role} needs {option}: it says whose data the user sees")
        raise Failure(said.format(role=role, option=options[column]))


def _password(user: "User") -> str:
    """Twice from the terminal, else one line of standard input; never an argument, which others could see."""
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError

    if sys.stdin.isatty():
        password = str(click.prompt(_("Password"), hide_input=True, confirmation_prompt=True))
    else:
        password = sys.stdin.readline().rstrip("\r\n")
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise Failure(" ".join(error.messages)) from None
    return password


@user_command.command("list", help=_("List the users."))
@click.option("--json", "as_json", is_flag=True, help=_("Print one JSON document."))
def list_(*, as_json: bool) -> None:
    open_home()
    from lianxin.accounts.models import User
    from lianxin.accounts.queries import factors

    users = [
        {
            "user": user.username,
            "role": user.role,
            "name": user.display_name,
            "active": user.is_active,
            "second_factor": bool(factors(user)),
            "last_login": user.last_login,
            "role_in_words": str(user.get_role_display()),
        }
        for user in User.objects.order_by("username")
    ]
    if as_json:
        print_json({"users": users})
        return
    head = (_("user"), _("role"), _("name"), _("state"), _("second factor"))
    click.echo("\n".join(table([head, *map(_row, users)])))


def _row(user: dict[str, Any]) -> tuple[str, ...]:
    state = _("active") if user["active"] else _("disabled")
    factor = _("yes") if user["second_factor"] else "-"
    return user["user"], user["role_in_words"], user["name"] or "-", state, factor


@user_command.command("role", help=_("Change a user's role; logs the user out everywhere."))
@_USER
@_ROLE
@_stands_for
def role_(*, username: str, role: str, **given: str | None) -> None:
    open_home()
    from lianxin.accounts.actions import change_role
    from lianxin.accounts.models import User

    user = _named(username)
    shown = given.pop("name")
    more = _fields(given) | ({"display_name": shown} if shown is not None else {})
    _check_standing(role, {name: getattr(user, name) for name in ("member_no", "officer_no", "unit")} | more)
    change_role(user=user, role=User.Role(role), actor=None, **more)
    click.echo(_("User {name} is now: {role}.").format(name=username, role=user.get_role_display()))


@user_command.command("disable", help=_("Let a user in no more; logs the user out everywhere."))
@_USER
def disable_(*, username: str) -> None:
    open_home()
    from lianxin.accounts.actions import disable

    disable(user=_named(username), actor=None)
    click.echo(_("User {name} was disabled.").format(name=username))


@user_command.command("enable", help=_("Let a disabled user in again."))
@_USER
def enable_(*, username: str) -> None:
    open_home()
    from lianxin.accounts.actions import enable

    enable(user=_named(username), actor=None)
    click.echo(_("User {name} was enabled.").format(name=username))


@user_command.command(
    "invite", help=_("Print a link with which the user sets a password; also for a forgotten one.")
)
@_USER
def invite_(*, username: str) -> None:
    open_home()
    _print_link(_named(username))


def _print_link(user: "User") -> None:
    from lianxin.accounts.actions import invite

    path = f"/account/invitations/{invite(user=user, actor=None).token}"
    click.echo(_("Open this on the site within 23 hours; it works once:"))
    click.echo(path)


@user_command.command(
    "reset-factor", help=_("Take a lost second factor away; the next login asks for a new one.")
)
@_USER
def reset_factor(*, username: str) -> None:
    open_home()
    from lianxin.accounts.actions import remove_factors

    remove_factors(user=_named(username), actor=None)
    click.echo(_("User {name} sets up a new second factor at the next login.").format(name=username))


@user_command.command(
    "code", help=_("Print the present code of a user's second factor; in a demonstration only.")
)
@_USER
def code(*, username: str) -> None:
    open_home()
    from lianxin.accounts.queries import demo_code

    shown = demo_code(_named(username))
    if not shown:
        raise Failure(_("Only the users of a demonstration have codes that can be printed"))
    click.echo(shown)


def _named(username: str) -> "User":
    user = actor_named(username)
    assert user is not None  # noqa: S101  a name was given, else `actor_named` raises
    return user
