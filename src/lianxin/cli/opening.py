"""Opens the home: makes it on first use, brings its tables up to date, finishes what was cut off."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from gettext import gettext as _
from pathlib import Path

from lianxin.cli.failures import Failure
from lianxin.cli.ledgering import open_event
from lianxin.core.home import home


def open_home() -> None:
    """After this, apps, models, queries and actions can be imported, and the command's event is open.
    Safe beside a running server.

    Raises OSError if the folder cannot be made or written, DatabaseError if its database is damaged, Failure
    if it is lost.
    """
    start_django()
    if not home().database.exists():
        _check_new()
    if pending_migrations():
        migrate()
    from lianxin.core import hooks

    for finish in hooks.on_start:
        finish()
    open_event()


def _check_new() -> None:
    """Raises Failure if this is no new home, but one that has lost its database, or a database its home."""
    from django.db import connection
    from django.db.migrations.recorder import MigrationRecorder

    if connection.vendor != "sqlite":
        if not home().in_use and MigrationRecorder(connection).applied_migrations():
            raise Failure(
                _("The database {name} belongs to another home; give that home's folder, or its copy").format(
                    name=connection.settings_dict["NAME"]
                )
            )
        return
    kept_here = str(connection.settings_dict["NAME"]) == str(home().database)
    if kept_here and (home().lake / "catalog.sqlite").exists():
        raise Failure(
            _("{file} is missing, but the order lake is there; put it back from a copy of the home").format(
                file=home().database
            )
        )


def start_django() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lianxin.config.settings")
    import django
    from django.utils import translation

    from lianxin.cli.language import ENVIRONMENT
    from lianxin.core.database import BadDatabaseURL

    try:
        django.setup()
    except BadDatabaseURL:
        words = _("DATABASE_URL must read postgres://user:password@host:5432/name")
        raise Failure(words) from None
    translation.activate(os.environ.get(ENVIRONMENT, "zh-hans"))


def pending_migrations() -> list[str]:
    """The migrations that the database lacks, as "app.name".

    Compares file names with the table: Django's own check imports every migration, which takes a while.
    """
    from django.apps import apps
    from django.db import connection
    from django.db.migrations.recorder import MigrationRecorder

    applied = set(MigrationRecorder(connection).applied_migrations())
    return [
        f"{app.label}.{file.stem}"
        for app in apps.get_app_configs()
        for file in sorted((Path(app.path) / "migrations").glob("[0-9]*.py"))
        if (app.label, file.stem) not in applied
    ]


def migrate() -> None:
    from django.core.management import call_command

    with _alone():
        call_command("migrate", interactive=False, verbosity=0)


@contextmanager
def _alone() -> Iterator[None]:
    """Two commands that open a new home at the same moment make its tables one after the other."""
    with (home().folder / ".migrating").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
