"""One district for the whole module, everybody who looks at it, and the ledger that is written meanwhile."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import transaction

sys.path.insert(0, str(Path(__file__).parent.parent))  # the modules beside this one are `matrix.…`


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker, tmp_path_factory) -> Iterator["object"]:  # noqa: ANN001
    """A `World`; everything that the module does is taken back."""
    from matrix.world import World

    folder = tmp_path_factory.mktemp("matrix")
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock(), transaction.atomic():
        (folder / "home").mkdir()
        patch.setenv("LIANXIN_HOME", str(folder / "home"))
        patch.setattr(settings, "EMAIL_BACKEND", "django.core.mail.backends.locmem.EmailBackend")
        patch.setattr(settings, "PASSWORD_HASHERS", ["django.contrib.auth.hashers.MD5PasswordHasher"])
        yield World.build(folder)
        transaction.set_rollback(True)
