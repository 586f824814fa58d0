"""What the ledger adds to a page, and how fast it is checked.

    .venv/bin/python bench/ledger.py [--rounds 300] [--events 100000]

BENCH_FOLDER names another disk for the home; one in memory (/dev/shm) leaves out what fsync costs.

The page is a view that reads members and writes their names. With the ledger it reads them in scope, inside
the product's middleware, and the event is on the disk before the answer is returned; without, it reads the
same rows and nothing else. Both take turns in the same run, on SQLite, in a home of its own;
a bare fsync takes the third turn, because a busy disk is most of it. The order of a round is drawn by lot.
"""

import argparse
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

_PLACE = os.environ.get("BENCH_FOLDER", Path(__file__).parent)
_HOME = tempfile.TemporaryDirectory(prefix="lianxin-bench-", dir=_PLACE)
os.environ["LIANXIN_HOME"] = _HOME.name
os.environ["DJANGO_SETTINGS_MODULE"] = "lianxin.config.settings"
MEMBERS = 2000
WARM = 20


def prepare() -> Any:
    """The user who looks."""
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from lianxin.accounts.models import User
    from lianxin.people.models import Member

    Member.unscoped.bulk_create(
        Member(member_no=f"M{n:04d}", name=f"成员{n:04d}", kind="主播", joined_on="2021-01-01", focus=False)
        for n in range(MEMBERS)
    )
    return User.objects.create_user("chen", role=User.Role.OFFICE)


def page_of(user: Any, ledgered: bool) -> Callable[[int], int]:
    """(how many members) → bytes of the answer. Not ledgered: neither scoped nor written down."""
    from django.http import HttpRequest, HttpResponse
    from django.test import RequestFactory

    from lianxin.people.models import Member
    from lianxin.web.middleware import Ledgered

    start = 0

    def view(request: HttpRequest) -> HttpResponse:
        nonlocal start
        start = (start + 37) % (MEMBERS - 60)
        count = int(request.GET["count"])
        rows = Member.objects.visible_to(request.user) if ledgered else Member.unscoped.all()
        found = rows.order_by("member_no")[start : start + count]
        return HttpResponse("\n".join(member.name for member in found))

    handler, factory = Ledgered(view) if ledgered else view, RequestFactory()

    def page(count: int) -> int:
        request = factory.get("/people/", {"count": count})
        request.user = user
        answer = handler(request)
        assert answer.status_code == 200, answer.status_code
        return len(answer.content)

    return page


def in_turns(user: Any, count: int, rounds: int) -> tuple[list[float], ...]:
    """Milliseconds of the page without, of the page with, and of nothing but a block brought to the disk."""
    works = [page_of(user, ledgered=False), page_of(user, ledgered=True), bare_sync()]
    times: tuple[list[float], ...] = ([], [], [])
    order = list(zip(works, times, strict=True))
    for number in range(rounds + WARM):
        random.shuffle(order)  # who syncs first pays for what others left in the disk's journal
        for work, measured in order:
            begun = time.perf_counter()
            work(count)
            if number >= WARM:
                measured.append(1000 * (time.perf_counter() - begun))
    return times


def fill_log(user: Any) -> None:
    """Of a server that has run for a while: SQLite's log has its size, and is written over from now on."""
    page = page_of(user, ledgered=True)
    log = Path(_HOME.name) / "ledger" / "ledger.sqlite-wal"
    size = -1
    while not log.exists() or log.stat().st_size != size:
        size = log.stat().st_size if log.exists() else -1
        for _ in range(30):
            page(50)


def bare_sync() -> Callable[[int], int]:
    """Writes 4 KiB over what a file holds, and waits for the disk: what any record costs at least."""
    file = os.open(Path(_HOME.name) / "sync", os.O_RDWR | os.O_CREAT)
    block = os.urandom(4096)

    def work(count: int) -> int:
        os.pwrite(file, block, 0)
        os.fsync(file)  # as the bundled SQLite does
        return len(block)

    return work


def checking(events: int) -> None:
    from lianxin.engines.ledger import Ledger

    folder = Path(_HOME.name) / "many"
    store = Ledger(folder, bytes(32))
    store.append({"subjects": {}}, ())
    con = store._store.connection()
    con.execute("PRAGMA synchronous = OFF")  # only to fill it
    subjects = [f"member:M{n:04d}" for n in range(MEMBERS)]
    for number in range(events):
        chosen = subjects[number % 1900 : number % 1900 + (25 if number % 4 == 0 else 1)]
        kinds = {subject: ["members"] for subject in chosen}
        purpose = {"code": "duty", "ref": "", "text": "", "live": False}
        who = {"actor": "chen", "role": "office", "unit": "", "verb": "read", "what": "people:member"}
        store.append({**who, "purpose": purpose, "subjects": kinds}, chosen)
    begun = time.perf_counter()
    head = store.sign_head()
    first = time.perf_counter() - begun
    store.append({"subjects": {}}, ())
    begun = time.perf_counter()
    store.sign_head()
    again = time.perf_counter() - begun
    begun = time.perf_counter()
    proof = store.proof(events // 2, head.size)
    proving = time.perf_counter() - begun
    begun = time.perf_counter()
    report = store.verify(since=head.text)
    seconds = time.perf_counter() - begun
    assert report.ok
    size = sum(file.stat().st_size for file in folder.glob("*"))
    print(
        f"verify: {report.entries:,} events, 7 subjects on average: {report.entries / seconds:,.0f} events/s"
    )
    print(f"first head {1000 * first:.0f} ms, next head {1000 * again:.1f} ms, ", end="")
    print(
        f"a proof of {len(proof)} hashes {1000 * proving:.1f} ms, {size / report.entries:,.0f} bytes an event"
    )


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=300)
    parser.add_argument("--events", type=int, default=100_000)
    arguments = parser.parse_args()
    user = prepare()
    fill_log(user)
    for count, goal in ((1, 1.5), (50, 5.0)):
        without, with_ledger, sync = in_turns(user, count, arguments.rounds)
        low, high, bare = (statistics.median(one) for one in (without, with_ledger, sync))
        p95 = statistics.quantiles(with_ledger, n=20)[18]
        print(f"{count:>3} persons: {low:.2f} ms without, {high:.2f} ms with (p95 {p95:.2f}): ", end="")
        print(
            f"+{high - low:.2f} ms, goal +{goal} ms; a bare fsync in the same rounds {bare:.2f} ms; ", end=""
        )
        print(f"load {os.getloadavg()[0]:.1f}")
    checking(arguments.events)


if __name__ == "__main__":
    sys.exit(main())
