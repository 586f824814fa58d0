"""`lianxin demo`: fills an empty home with a made-up district, the way an office would, and serves it."""

import json
import shutil
from gettext import gettext as _
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from lianxin.cli.demo_season import plan_a_season
from lianxin.cli.failures import Failure
from lianxin.cli.opening import open_home
from lianxin.cli.output import Counter, note, table
from lianxin.cli.serving import serve, serving_options
from lianxin.core.home import home

if TYPE_CHECKING:
    from lianxin.accounts.models import User
    from lianxin.demo import Account

FILES = "demo-files"  # what the district's office would have on its disk; removed once imported


def _known_year(ctx: click.Context, parameter: click.Parameter, value: int) -> int:
    from lianxin.demo.seasons import YEARS

    if value not in YEARS:
        raise click.BadParameter(
            _("{value} is not from {first} to {last}.").format(value=value, first=YEARS[0], last=YEARS[-1])
        )
    return value


@click.command("demo", help=_("Fill an empty home with a made-up district, and serve it."))
@click.option(
    "--scale",
    type=click.Choice(["small", "district", "province"]),
    default="district",
    show_default=True,
    help=_("How many orders; the rest is the same."),
)
@click.option(
    "--year",
    type=int,
    callback=_known_year,
    default=2021,
    show_default=True,
    metavar=_("YEAR"),
    help=_("The year the district reports on."),
)
@click.option(
    "--seed",
    type=int,
    metavar=_("N"),
    help=_("The same number gives the same district."),
)
@click.option(
    "--files",
    type=click.Path(file_okay=False, path_type=Path),
    metavar=_("DIR"),
    help=_("Keep the district's workbooks and order exports here."),
)
@click.option("--no-serve", is_flag=True, help=_("Fill the home and stop."))
@click.option("--progress", is_flag=True, help=_("Show progress though this is no terminal."))
@serving_options
def demo_command(
    *,
    scale: str,
    year: int,
    seed: int | None,
    files: Path | None,
    no_serve: bool,
    progress: bool,
    host: str,
    port: int,
    workers: int,
) -> None:
    wanted = {"scale": scale, "year": year, "seed": seed}
    if not _is_ready(wanted):
        _fill(wanted, files, progress)
    open_home()
    _make_accounts()  # those that an older version of the demo lacks
    _print_accounts()
    if not no_serve:
        serve(host, port, workers)


def _is_ready(wanted: dict[str, Any]) -> bool:
    """False for an empty home, and for this demo if it was cut off: filling it again completes it.

    Whatever reads the settings makes a home's keys. Where there is nothing else, nothing is kept by them.
    """
    folder = home().folder
    if not folder.is_dir() or all(one == home().keys for one in folder.iterdir()):
        return False
    mark = home().demo_mark  # says that a home is a demo, and how far it has got
    found = json.loads(mark.read_text(encoding="utf-8")) if mark.exists() else {}
    if {name: found.get(name) for name in wanted} != wanted:
        raise Failure(
            _("{home} is not empty; choose an empty folder: lianxin --home DIR demo").format(home=folder)
        )
    return bool(found["filled"])


def _fill(wanted: dict[str, Any], files: Path | None, progress: bool) -> None:
    home().make()
    _mark(wanted, filled=False)  # first of all, so that a run that is cut off can be taken up again
    open_home()
    folder = files or home().folder / FILES
    _write_files(folder, wanted, progress)
    _import_files(folder, progress)
    _fill_days_around_today(folder, wanted)
    if files is None:
        shutil.rmtree(folder)
    _mark(wanted, filled=True)


def _write_files(folder: Path, wanted: dict[str, Any], progress: bool) -> None:
    from lianxin.demo import build

    note(_("Writing the district's files to {folder}").format(folder=folder))
    counter = Counter(progress, _("{rows} orders written"))
    build(folder, **{name: value for name, value in wanted.items() if value is not None}, progress=counter)
    counter.close()


def _import_files(folder: Path, progress: bool) -> None:
    from lianxin.records.actions import import_paths

    note(_("Importing them"))
    counter = Counter(progress, _("{rows} rows read"))
    result = import_paths(paths=[folder], actor=_make_accounts(), progress=counter, keep_problems=True)
    counter.close()
    files = result["files"]
    note(
        _("Batch {batch}: {files} files, {read} rows, {refused} refused").format(
            batch=result["batch"],
            files=len(files),
            read=f"{sum(file['read'] for file in files):,}",
            refused=f"{sum(file['rejected'] for file in files):,}",
        )
    )


def _fill_days_around_today(folder: Path, wanted: dict[str, Any]) -> None:
    from django.utils import timezone

    from lianxin.accounts.models import User
    from lianxin.demo import SEED, arrange, asking, write
    from lianxin.records.actions import import_paths

    today, office = timezone.localdate(), User.objects.get(username="office")
    which = wanted | {"seed": SEED if wanted["seed"] is None else wanted["seed"]}
    path = write(folder, today, **which)
    import_paths(paths=[path], actor=office, keep_problems=True)
    arrange(today, office=office, member=User.objects.get(username="member"), others=asking(today, **which))
    note(_("Planning a season of live sessions"))
    plan_a_season(today, planner=User.objects.get(username="planner"), **which)


def _mark(wanted: dict[str, Any], filled: bool) -> None:
    home().demo_mark.write_text(json.dumps({**wanted, "filled": filled}), encoding="utf-8")


def _make_accounts() -> "User":
    """The demo's users; returns the office's, who imports."""
    from lianxin.accounts.actions import demo_factor
    from lianxin.accounts.models import User
    from lianxin.accounts.queries import factors
    from lianxin.demo import ACCOUNTS

    for account in ACCOUNTS:
        user = User.objects.filter(username=account.username).first()
        if user is None:
            _make(account)
        elif user.is_staff_role and not factors(user):
            demo_factor(user=user)
    return User.objects.get(username="office")


def _make(account: "Account") -> None:
    """Whole or not at all; staff with an authenticator app whose codes the pages show."""

    from lianxin.accounts.actions import create_user, demo_factor
    from lianxin.accounts.models import User
    from lianxin.core.writing import in_turn

    with in_turn():
        user = create_user(
            username=account.username,
            password=account.password or None,
            role=User.Role(account.role),
            display_name=account.name,
            actor=None,
            **account.stands_for,
        )
        if user.is_staff_role:
            demo_factor(user=user)


def _print_accounts() -> None:
    from lianxin.accounts.models import User
    from lianxin.demo import ACCOUNTS

    head = (_("user"), _("password or mobile number"), _("role"), _("name"))
    rows = [
        (a.username, a.password or a.stands_for["phone"], str(User.Role(a.role).label), a.name)
        for a in ACCOUNTS
    ]
    click.echo("\n".join(table([head, *rows])))
    click.echo(_("The second factor is shown on the login page, because this is a demonstration."))
    click.echo(_("Members and growers log in with a code to their number, which is shown too."))
