"""`lianxin doctor`: whether this installation and this home are sound. Looks only; repairs nothing."""

import os
import shutil
import stat
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from gettext import gettext as _
from importlib.metadata import version
from pathlib import Path
from typing import Literal

import click

from lianxin.cli.opening import open_home, pending_migrations, start_django
from lianxin.cli.output import print_json, table
from lianxin.core.home import home

LEAST_FREE = 1 << 30  # an import of a few million lines, with the lake's old and new files side by side
#: In WAL mode these can lose or damage data when two connections write (see docs/adr/0003).
FAULTY_SQLITE = ((3, 7, 0), (3, 51, 2))

State = Literal["ok", "notice", "wrong"]


@dataclass(frozen=True)
class Finding:
    what: str
    state: State
    detail: str


@click.command("doctor", help=_("Check versions, disk, permissions, database and lake of this home."))
@click.option("--json", "as_json", is_flag=True, help=_("Print one JSON document."))
def doctor_command(*, as_json: bool) -> int:
    _look_into_home()
    found = list(dict.fromkeys(finding for check in CHECKS for finding in _tried(check)))
    if as_json:
        print_json({"home": str(home().folder), "checks": [asdict(finding) for finding in found]})
    else:
        words = {"ok": _("ok"), "notice": _("notice"), "wrong": _("WRONG")}
        click.echo("\n".join(table([(words[f.state], f.what, f.detail) for f in found])))
    return 1 if any(finding.state == "wrong" for finding in found) else 0


def _tried(check: Callable[[], Iterator[Finding]]) -> Iterator[Finding]:
    """A database that is damaged, or a file that is shut, stops the checks that read it, not the others."""
    from django.db import DatabaseError

    try:
        yield from check()
    except DatabaseError as error:
        if home().database.exists() and not os.access(home().database, os.W_OK):
            return  # said by the check of permissions
        if os.environ.get("DATABASE_URL"):
            detail = _("{problem}; check DATABASE_URL, and whether the server runs")
            yield Finding(_("Database"), "wrong", detail.format(problem=str(error).splitlines()[0]))
            return
        detail = _("{problem}; put {file} back from a copy of the home")
        yield Finding(_("Database"), "wrong", detail.format(problem=error, file=home().database))
    except OSError as error:
        place = error.filename or home().folder
        yield Finding(_("Permissions"), "wrong", _("{path} cannot be read and written").format(path=place))


def _look_into_home() -> None:
    """An existing database is left as it is, so that what is pending or cut off can be seen."""
    if home().in_use:
        start_django()
    else:
        open_home()


def _versions() -> Iterator[Finding]:
    import platform

    yield Finding(_("Lianxin"), "ok", f"{version('lianxin')}, Python {platform.python_version()}")
    yield Finding(_("DuckDB"), "ok", version("duckdb"))


def _database() -> Iterator[Finding]:
    from django.db import connection

    if connection.vendor == "sqlite":
        yield from _sqlite()
        return
    connection.ensure_connection()
    number = ".".join(str(part) for part in connection.get_database_version())
    yield Finding(_("Database"), "ok", f"{connection.display_name} {number}")


def _sqlite() -> Iterator[Finding]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT sqlite_version()")
        text = cursor.fetchone()[0]
        cursor.execute("PRAGMA journal_mode")
        mode = cursor.fetchone()[0]
        cursor.execute("PRAGMA quick_check(1)")
        sound = cursor.fetchone()[0]
    number = tuple(int(part) for part in text.split("."))
    if mode == "wal" and FAULTY_SQLITE[0] <= number <= FAULTY_SQLITE[1]:
        yield Finding(
            "SQLite",
            "wrong",
            _("{version} can damage the database; install lianxin anew, with its own SQLite").format(
                version=text
            ),
        )
    else:
        yield Finding("SQLite", "ok", f"{text}, {mode}")
    yield Finding(_("Database"), "ok" if sound == "ok" else "wrong", sound)


def _disk() -> Iterator[Finding]:
    free = shutil.disk_usage(home().folder).free
    detail = _("{free:.1f} GB free").format(free=free / (1 << 30))
    if free < LEAST_FREE:
        yield Finding(_("Disk"), "wrong", _("{detail}; an import may fail, make room").format(detail=detail))
    else:
        yield Finding(_("Disk"), "ok", detail)


def _permissions() -> Iterator[Finding]:
    folder = home().folder
    closed = [path for path in _places() if path.exists() and not os.access(path, os.R_OK | os.W_OK)]
    for path in closed:
        yield Finding(_("Permissions"), "wrong", _("{path} cannot be read and written").format(path=path))
    for path in [home().keys, *home().keys.glob("*")]:
        if stat.S_IMODE(path.stat().st_mode) & 0o077:
            closed.append(path)
            yield Finding(
                _("Permissions"), "wrong", _("{path} is open to others; chmod go= {path}").format(path=path)
            )
    if not closed:
        yield Finding(_("Permissions"), "ok", str(folder))


def _key() -> Iterator[Finding]:
    from lianxin.core.keys import FIELD_KEY

    path = home().keys / FIELD_KEY
    if not path.exists():
        detail = _("{file} is missing; without it personal data cannot be read. Put it back from a copy")
        yield Finding(_("Key"), "wrong", detail.format(file=path))


def _places() -> list[Path]:
    return [home().folder, home().database, home().lake, home().lake / "catalog.sqlite"]


def _migrations() -> Iterator[Finding]:
    pending = pending_migrations()
    if pending:
        detail = _("{count} pending ({first}, ...); any other command applies them").format(
            count=len(pending), first=pending[0]
        )
        yield Finding(_("Tables"), "wrong", detail)
    else:
        yield Finding(_("Tables"), "ok", _("up to date"))


def _batches() -> Iterator[Finding]:
    from lianxin.records.actions import is_alive
    from lianxin.records.models import Batch

    open_batches = Batch.objects.filter(state=Batch.State.RUNNING).values_list("batch_no", flat=True)
    for number in open_batches:
        if is_alive(number):
            yield Finding(_("Imports"), "notice", _("batch {batch} is running").format(batch=number))
        else:
            detail = _("batch {batch} was cut off; import its files again").format(batch=number)
            yield Finding(_("Imports"), "wrong", detail)
    if not open_batches:
        yield Finding(_("Imports"), "ok", _("no import was cut off"))


def _jobs() -> Iterator[Finding]:
    from lianxin.jobs.queries import stale

    count = stale().count()
    if count:
        detail = _("{count} were cut off; lianxin serve takes them up again").format(count=count)
        yield Finding(_("Background jobs"), "wrong", detail)
    else:
        yield Finding(_("Background jobs"), "ok", _("no job was cut off"))


def _ledger() -> Iterator[Finding]:
    """It can be written, continues its last head, and heads are signed in time."""
    from datetime import datetime

    from django.conf import settings

    from lianxin.core.ledger import LedgerUnavailable
    from lianxin.core.messages import message
    from lianxin.engines.ledger import LedgerError
    from lianxin.lib.dates import BEIJING
    from lianxin.trust.actions.heads import EVERY
    from lianxin.trust.queries.book import book

    try:
        found = book()
        found.check_writable()
        head, entries = found.last_head(), found.size()
    except LedgerError as error:
        yield Finding(_("Ledger"), "wrong", message(error.code, error.params))
        return
    except LedgerUnavailable as error:
        yield Finding(_("Ledger"), "wrong", str(error))
        return
    detail = _("{entries} entries, last head {at}").format(
        entries=f"{entries:,}", at=head.at[:16].replace("T", " ") if head else "-"
    )
    late = head is not None and entries > head.size
    late = late and datetime.now(BEIJING) - datetime.fromisoformat(head.at) > 2 * EVERY if head else False
    if late:
        detail = _("{detail}; a head is due, lianxin serve signs one every 15 minutes").format(detail=detail)
    yield Finding(_("Ledger"), "notice" if late else "ok", detail)
    if not settings.LEDGER_HEADS_TO:
        words = _(
            "heads are kept here only; name addresses in LIANXIN_HEADS_TO, so that nobody can rewrite both"
        )
        yield Finding(_("Ledger"), "notice", words)


def _lake() -> Iterator[Finding]:
    """Its files are there, and it holds just the order files that the database says were imported."""
    from lianxin.core.messages import message
    from lianxin.engines.lake import Lake, LakeError

    if not (home().lake / "catalog.sqlite").exists():
        lost_lake = message("lake_lost", {"folder": home().lake})
        yield Finding(_("Order lake"), *(("wrong", lost_lake) if _order_files() else ("ok", _("empty"))))
        return
    lake = Lake(home().lake)
    try:
        lost = [str(path) for path in lake.health()]
        held = {(one.batch, one.file, one.sheet) for one in lake.batches()}
        number = lake.snapshot()
    except LakeError as error:
        yield Finding(_("Order lake"), "wrong", message(error.code, error.params))
        return
    finally:
        lake.close()
    recorded = _order_files()
    wrong = [_("{file} is missing or damaged").format(file=path) for path in lost]
    for missing, words in (
        (recorded - held, _("{file} of batch {batch} is not in the lake")),
        (held - recorded, _("{file} of batch {batch} is not in the database")),
    ):
        wrong += [words.format(batch=batch, file=file) for batch, file, _sheet in sorted(missing)]
    for detail in wrong:
        yield Finding(_("Order lake"), "wrong", detail)
    if not wrong:
        detail = _("agrees with the database: {files} files, snapshot {number}")
        yield Finding(_("Order lake"), "ok", detail.format(files=len(held), number=number))


def _order_files() -> set[tuple[str, str, str]]:
    """(batch, file, sheet) of each order file that is on record and not rolled back."""
    from lianxin.sales.queries import order_files

    return set(order_files().values_list("batch_id", "file", "sheet"))


def _backups() -> Iterator[Finding]:
    yield Finding(
        _("Backup"), "notice", _("none has been test-restored; copy the home folder while nothing runs")
    )


CHECKS: tuple[Callable[[], Iterator[Finding]], ...] = (
    _versions,
    _database,
    _disk,
    _permissions,
    _key,
    _migrations,
    _batches,
    _jobs,
    _ledger,
    _lake,
    _backups,
)
