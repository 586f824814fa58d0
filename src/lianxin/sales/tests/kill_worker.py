"""A child of test_killed_import: opens the home as the command does and imports a folder."""

import sys
from pathlib import Path

if __name__ == "__main__":
    import django

    django.setup()
    from django.core.management import call_command

    from lianxin.core import hooks
    from lianxin.records.actions import import_paths

    call_command("migrate", verbosity=0)
    for finish in hooks.on_start:
        finish()
    print("importing", flush=True)
    import_paths(paths=[Path(argument) for argument in sys.argv[1:]], actor=None)
    print("imported", flush=True)
