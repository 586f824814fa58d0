"""One district for the whole module, everybody who looks at it, and the ledger that is written meanwhile."""

import logging
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import transaction

from lianxin.core import ledger
from lianxin.core.keys import field_key

sys.path.insert(0, str(Path(__file__).parent.parent))  # the modules beside this one are `matrix.…`


class Heard(logging.Handler):
    """Whatever is logged, with its traceback."""

    def __init__(self, lines: list[str]) -> None:
        super().__init__()
        self.lines = lines

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(logging.Formatter().format(record))


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker, tmp_path_factory) -> Iterator["object"]:
    """A `World`; everything that the module does is taken back."""
    from matrix.world import World

    folder = tmp_path_factory.mktemp("matrix")
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock(), transaction.atomic():
        (folder / "home").mkdir()
        patch.setenv("LIANXIN_HOME", str(folder / "home"))
        patch.setattr(settings, "EMAIL_BACKEND", "django.core.mail.backends.locmem.EmailBackend")
        patch.setattr(settings, "PASSWORD_HASHERS", ["django.contrib.auth.hashers.MD5PasswordHasher"])
        patch.setattr(ledger, "_openers", list(ledger._openers))
        field_key()  # made before anything is kept, as when a home is opened
        world = World.build(folder)
        handler = Heard(world.log)
        logging.getLogger().addHandler(handler)
        yield world
        logging.getLogger().removeHandler(handler)
        transaction.set_rollback(True)
