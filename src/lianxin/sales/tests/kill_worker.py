"""A child of test_killed_import. For each path it is told, it forks a process that imports it.

Prints, per path: the process's number; what is on record once the home is open, as JSON; "ended STATUS".
"""

import json
import os
import sys
from pathlib import Path


def work(path: Path) -> None:
    from django.core.management import call_command

    from lianxin.core import hooks
    from lianxin.core.home import home
    from lianxin.records.actions import import_paths
    from lianxin.records.models import Batch, BatchFile

    if not home().database.exists():
        call_command("migrate", verbosity=0)
    for finish in hooks.on_start:
        finish()
    states = Batch.objects.order_by("pk").values_list("state", flat=True)
    files = BatchFile.objects.order_by("pk").values_list("new", "updated", "unchanged")
    print(json.dumps([list(states), list(files)]), flush=True)
    import_paths(paths=[path], actor=None)


def main() -> None:
    import django

    django.setup()
    for line in sys.stdin:
        child = os.fork()
        if not child:
            status = 1
            try:
                work(Path(line.strip()))
                status = 0
            finally:
                os._exit(status)
        print(child, flush=True)
        print("ended", os.waitpid(child, 0)[1], flush=True)


if __name__ == "__main__":
    main()
