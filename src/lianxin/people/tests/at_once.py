"""Run by test_merge.py: A into B and B into A at once, as it is and without looking under the lock."""

import datetime as dt
import threading
from typing import Any

import django

django.setup()

from django.apps import apps  # noqa: E402
from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connections  # noqa: E402

from lianxin.accounts.models import User  # noqa: E402
from lianxin.core import ledger  # noqa: E402
from lianxin.people.actions import merging  # noqa: E402
from lianxin.people.models import Alias, Member  # noqa: E402
from lianxin.records.rules import Refused  # noqa: E402


class Nowhere:
    def append(self, payload: Any, subjects: Any) -> None: ...


def both_at_once(office: User) -> list[str]:
    outcomes: list[str] = []
    start = threading.Barrier(2)

    def merge(kept: str, gone: str) -> None:
        try:
            start.wait()
            merging.merge_members(kept=kept, gone=gone, taken=[], actor=office)
            outcomes.append("done")
        except Refused as refused:
            outcomes.append(refused.code)
        except Exception as error:
            outcomes.append(type(error).__name__)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=merge, args=pair) for pair in (("A", "B"), ("B", "A"))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(outcomes)


def members() -> None:
    gone = Member.unscoped.all()
    gone._raw_delete(gone.db)
    Alias.objects.all().delete()
    for number in ("A", "B"):
        Member.unscoped.create(
            member_no=number, name=number, kind="主播", joined_on=dt.date(2021, 1, 1), focus=False
        )


settings.MIGRATION_MODULES = {config.label: None for config in apps.get_app_configs()}  # takes half as long
call_command("migrate", run_syncdb=True, verbosity=0, skip_checks=True)
ledger.use(Nowhere)
office = User.objects.create_user("office", role="office")

members()
print(both_at_once(office), "left:", Member.unscoped.count())

members()
looked_at = {pair: merging._both(*pair) for pair in (("A", "B"), ("B", "A"))}
merging._both = lambda kept, gone: looked_at[kept, gone]
print(both_at_once(office), "left:", Member.unscoped.count())
