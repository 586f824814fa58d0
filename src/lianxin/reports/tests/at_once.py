"""Run by test_publishing.py in a home of its own: two publishers at once, and kills in the middle.

Prints a line of JSON: the outcomes of the two, with how many figures are kept; then for each kill the status
and number of figures it left; then what a publication after all that ends with.
"""

import json
import os
import signal
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connections  # noqa: E402

from lianxin.accounts.models import User  # noqa: E402
from lianxin.core import ledger  # noqa: E402
from lianxin.core.ledger import Who  # noqa: E402
from lianxin.reports import actions  # noqa: E402
from lianxin.reports.models import Edition, EditionChart, EditionFigure  # noqa: E402
from lianxin.reports.rules import ReportRefused  # noqa: E402
from lianxin.reports.tests.office import EVENTS, bring  # noqa: E402

TEXT = "办班{{ learning.courses }}。\n\n{{ learning.courses | style=table | by=topic }}"


def checked() -> str:
    li, wang = (User.objects.get(username=name) for name in ("li", "wang"))
    draft = actions.start_draft(period="2021", text=TEXT, actor=li)
    return str(actions.check_edition(edition_no=draft.pk, actor=wang).pk)


def publish(number: str) -> str:
    with ledger.event(Who("test", "office"), "test"):
        try:
            actions.publish_edition(edition_no=number, actor=User.objects.get(username="wang"))
        except ReportRefused as refused:
            return refused.code
        return "published"


def forked(work: Callable[[], Any]) -> int:
    """The child's number; what `work` returns goes to its own file."""
    connections.close_all()
    child = os.fork()
    if not child:
        try:
            Path(FOLDER, str(os.getpid())).write_text(str(work()))
        finally:
            os._exit(0)
    return child


def at_once(number: str) -> list[str]:
    children = [forked(lambda: publish(number)) for _ in range(2)]
    for child in children:
        os.waitpid(child, 0)
    return sorted(Path(FOLDER, str(child)).read_text() for child in children)


def dying(*_args: Any, **_kwargs: Any) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def killed_in(number: str, place: Any, name: str) -> list[Any]:
    def work() -> str:
        setattr(place, name, dying)
        return publish(number)

    os.waitpid(forked(work), 0)
    return [Edition.objects.get(pk=number).status, EditionFigure.objects.filter(edition=number).count()]


FOLDER = tempfile.mkdtemp()
call_command("migrate", verbosity=0, skip_checks=True)
with ledger.event(Who("test", "office"), "test"):
    for name in ("li", "wang"):
        User.objects.create(username=name, role="office")
    bring(Path(FOLDER) / "in", "培训活动.csv", EVENTS)
    first, second = checked(), checked()
    actions.take_snapshot()
print(json.dumps([*at_once(first), EditionFigure.objects.filter(edition=first).count()]))
places = ((EditionFigure.objects, "bulk_create"), (EditionChart.objects, "bulk_create"), (Edition, "save"))
print(json.dumps([killed_in(second, place, name) for place, name in places]))
print(json.dumps([publish(second), EditionFigure.objects.filter(edition=second).count()]))
