"""Races for one slot: every round so many people book the same studio at the same time; one may win.

    .venv/bin/python bench/bookings.py [--rounds 1000] [--requests 100] [--mode MODE] [--database URL]

Modes: `all` is the program as it is. `guard`: the program asks nothing, only the database keeps others out.
`none` is the control: the program looks first, but takes no turns and the database has no guard.
Latencies are from the moment all are let go until one is told (`loser`), and until the nearest alternative of
65 studios is found as well (`shown`). Threads of several processes; SQLite in a home of its own unless a
PostgreSQL is named (postgresql://user@host:port/name, emptied first; a connection for
each request). Prints a JSON object.
"""

import argparse
import itertools
import json
import multiprocessing
import os
import sys
import tempfile
import threading
import time
from collections import Counter
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import Any

PROCESSES = 4
FIRST = date(2031, 1, 1)
os.environ["DJANGO_SETTINGS_MODULE"] = "lianxin.config.settings"


def start(mode: str, url: str) -> None:
    """Django, in this process, on the database that is raced for."""
    if url:
        os.environ["DATABASE_URL"] = url
    import django

    django.setup()
    if mode == "guard":
        from lianxin.core import ledger
        from lianxin.spaces.actions.booking import Desk
        from lianxin.spaces.queries import known

        Desk.refusals = lambda *asked: []  # type: ignore[method-assign]
        known.held = lambda *asked: False
        ledger.act = own_transaction
    elif mode == "none":
        from lianxin.core import ledger
        from lianxin.spaces.actions import keeping

        ledger.act = nothing_around
        keeping.bump = lambda sheet: None  # locks a row, which is possible only in a transaction


@contextmanager
def own_transaction(*what: Any, **more: Any) -> Any:
    """In place of taking turns: as a program would write that knows nothing of ours."""
    from django.db import transaction

    with transaction.atomic():
        yield


@contextmanager
def nothing_around(*what: Any, **more: Any) -> Any:
    """In place of a transaction: what is read and what is written lie apart."""
    yield


def fill(mode: str, requests: int) -> None:
    from django.apps import apps
    from django.conf import settings
    from django.core.management import call_command

    from lianxin.accounts.models import User
    from lianxin.people.models import Member
    from lianxin.spaces.models import Base, Studio, Terms, guard

    settings.MIGRATION_MODULES = {config.label: None for config in apps.get_app_configs()}
    call_command("migrate", run_syncdb=True, verbosity=0, skip_checks=True)
    if mode == "none":
        guard.remove()
    base = Base.unscoped.create(name="基地", opened_on=date(2021, 1, 1))
    Studio.unscoped.create(
        studio_no="Z1", base=base, kind="标准", opens="18:00-02:00", opened_on=base.opened_on
    )
    Terms.objects.create(ahead_days=0, most_open=0)
    for n in range(requests):
        number = f"M{n:03d}"
        Member.unscoped.create(
            member_no=number, name=number, kind="主播", joined_on=base.opened_on, focus=False
        )
        User.objects.create(username=number, role="member", member_no=number)


def emptied(url: str) -> None:
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("DROP SCHEMA public CASCADE")
        connection.execute("CREATE SCHEMA public")


def slot(number: int) -> dict[str, datetime]:
    """Each round's own night, past midnight."""
    from lianxin.lib.dates import BEIJING

    start = datetime(FIRST.year, 1, 1, 22, tzinfo=BEIJING) + timedelta(days=number)
    return {"starts_at": start, "ends_at": start + timedelta(hours=4)}


def racer(mode: str, url: str, rounds: int, people: list[int], gate: Any, told: Any) -> None:
    """One process: a thread for each of `people`."""
    start(mode, url)
    from django.db import connections

    from lianxin.accounts.models import User
    from lianxin.spaces.actions import book
    from lianxin.spaces.rules import NotBooked

    found: list[tuple[int, str, float, float]] = []

    def run(person: int) -> None:
        user = User.objects.get(username=f"M{person:03d}")
        for number in range(rounds):
            gate.wait()
            begun = time.perf_counter()
            told_at = 0.0
            try:
                book(studio_no="Z1", member_no=user.member_no, actor=user, **slot(number))
                outcome = "won"
            except NotBooked as refused:
                outcome, told_at = refused.code, time.perf_counter() - begun
                refused.nearest  # noqa: B018  as the page shows it
            except Exception as error:
                outcome = f"{type(error).__name__}: {error}"
            done_at = time.perf_counter() - begun
            found.append((number, outcome, done_at if outcome == "won" else told_at, done_at))
        connections.close_all()

    threads = [threading.Thread(target=run, args=(person,)) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    told.put(found)


def race(mode: str, url: str, rounds: int, requests: int) -> dict[str, Any]:
    context = multiprocessing.get_context("spawn")
    gate, told = context.Barrier(requests), context.Queue()
    count = max(1, min(PROCESSES, requests // 10))
    groups = [list(range(n, requests, count)) for n in range(count)]
    processes = [
        context.Process(target=racer, args=(mode, url, rounds, people, gate, told)) for people in groups
    ]
    for process in processes:
        process.start()
    found = [one for _ in processes for one in told.get()]
    for process in processes:
        process.join()
    return counted(found, rounds)


def counted(found: list[tuple[int, str, float, float]], rounds: int) -> dict[str, Any]:
    winners = Counter(number for number, outcome, *_ in found if outcome == "won")
    losers = sorted(told for _, outcome, told, _ in found if outcome != "won")
    shown = sorted(done for _, outcome, _, done in found if outcome != "won")
    return {
        "requests": len(found),
        "rounds_with_one_winner": sum(winners[number] == 1 for number in range(rounds)),
        "rounds_with_more": sum(winners[number] > 1 for number in range(rounds)),
        "rounds_with_none": sum(winners[number] == 0 for number in range(rounds)),
        "outcomes": dict(Counter(outcome for _, outcome, *_ in found)),
        "loser_p50_ms": at(losers, 0.5),
        "loser_p99_ms": at(losers, 0.99),
        "loser_max_ms": at(losers, 1),
        "shown_p99_ms": at(shown, 0.99),
        "shown_max_ms": at(shown, 1),
    }


def at(seconds: list[float], share: float) -> int | None:
    return round(1000 * seconds[min(int(share * len(seconds)), len(seconds) - 1)]) if seconds else None


def overlapping() -> int:
    """Pairs of bookings that hold the studio at one time: what the database has in the end."""
    from lianxin.spaces.models import HOLDING, Booking

    rows = list(
        Booking.unscoped.filter(status__in=HOLDING).order_by("starts_at").values_list("starts_at", "ends_at")
    )
    return sum(one[1] > two[0] for one, two in itertools.pairwise(rows))


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=1000)
    parser.add_argument("--requests", type=int, default=100)
    parser.add_argument("--mode", choices=["all", "guard", "none"], default="all")
    parser.add_argument("--database", default="")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="lianxin-race-") as home:
        os.environ["LIANXIN_HOME"] = home
        if asked.database:
            emptied(asked.database)
        start(asked.mode, asked.database)
        fill(asked.mode, asked.requests)
        begun = time.perf_counter()
        found = race(asked.mode, asked.database, asked.rounds, asked.requests)
        where = "postgresql" if asked.database else "sqlite"
        head = {"mode": asked.mode, "database": where, "rounds": asked.rounds}
        end = {
            "overlapping": overlapping(),
            "seconds": round(time.perf_counter() - begun),
            "load": round(os.getloadavg()[0], 1),
        }
        json.dump(head | found | end, sys.stdout, ensure_ascii=False)
        print()


if __name__ == "__main__":
    main()
