"""Planted persons: wherever they are shown, the ledger says so by then; elsewhere they are not."""

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from django.core import mail
from django.db import connection, transaction
from django.test import override_settings
from django.urls import reverse
from matrix.canaries import CANARIES, PERSONAL, Canary, found, unseen, untold
from matrix.district import ATTENDEES, GUEST, NAMES, NUMBERS, PHONES
from matrix.routes import KINDS, SEEN, SHEETS, WORKING
from matrix.world import ANONYMOUS, ROLES, Answer, World

from lianxin.cli.group import lianxin
from lianxin.core import hooks
from lianxin.core.sheets import sheets
from lianxin.sales.queries import lake

pytestmark = pytest.mark.django_db
FETCHED = Counter[str]()
YEAR = "period=2021"


def faults(answer: Answer, world: World, role: str, name: str, path: str) -> Iterator[str]:
    FETCHED["answers"] += 1
    FETCHED["answers with a canary"] += bool(found(answer.body))
    told = answer.error or untold(answer, world, role, path) or unseen(answer, role, name, path)
    if told or answer.status >= 500:
        yield f"{role} {path}: {answer.status} {told[-600:]}"


def figure_keys() -> list[str]:
    return sorted(figure.key for figure in hooks.figures)


@pytest.mark.parametrize("role", ["office", "trainer", "liaison_officer"])
def test_every_figure_and_receipt(role: str, world: World) -> None:
    """Also as files; csv is streamed: its event is there before the first byte."""
    bad: list[str] = []
    for key in figure_keys():
        pages = [
            ("console:figure", {}),
            ("console:receipt", {}),
            ("console:download_receipt", {"form": "csv"}),
        ]
        for name, more in pages if role == "office" else pages[1:]:
            path = f"{reverse(name, kwargs={'key': key, **more})}?{YEAR}"
            bad += faults(world.ask(role, "GET", path), world, role, name, path)
    assert not bad, "\n".join(bad[:20])


def test_workbooks_are_looked_into(world: World) -> None:
    bad: list[str] = []
    shown: set[Canary] = set()
    for sheet in SHEETS:
        for name, form in (("console:export", "xlsx"), ("console:download_records", "xlsx")):
            path = reverse(name, kwargs={"name": sheet, "form": form})
            answer = world.ask("office", "GET", path)
            shown |= set(found(answer.body))
            bad += faults(answer, world, "office", name, path)
    assert not bad, "\n".join(bad[:20])
    assert {c.text for c in shown} >= {*NAMES.values(), *PHONES.values(), *ATTENDEES.values(), GUEST}


@pytest.mark.parametrize("role", sorted(WORKING))
def test_tabs_of_a_person(role: str, world: World) -> None:
    """Before and after a reason was given."""
    bad: list[str] = []
    with transaction.atomic():
        for variant in NUMBERS:
            number = NUMBERS[variant]
            for step in ("before", "after"):
                for tab in ("", "history", *(tab.slug for tab in hooks.profile_tabs)):
                    path = f"{reverse('people:profile', args=[number])}?tab={tab}"
                    answer = world.do(world.client(role), "GET", path)
                    bad += faults(answer, world, role, "people:profile", path)
                if step == "before":
                    path = reverse("people:give_reason", args=[number])
                    given = world.do(
                        world.client(role), "POST", path, {"duty": "名单核对", "text": "核对一次名单"}
                    )
                    bad += faults(given, world, role, "people:give_reason", path)
        transaction.set_rollback(True)
    assert not bad, "\n".join(bad[:20])


SEARCHES = [("people:search", {"name": "members"}, "text", "people:members")] + [
    ("console:find_records", {"name": sheet}, "search", "console:records") for sheet in KINDS
]


#: On their lists a name that was typed stands only as what was searched for, as where a role sees no row.
NOT_ABOUT_PEOPLE = ("organisations", "measures", "products")


def _without(answer: Answer, text: str) -> Answer:
    return Answer(
        answer.status, answer.body.replace(text.encode(), b""), answer.headers, answer.events, answer.error
    )


@pytest.mark.parametrize("role", sorted(WORKING))
def test_searches(role: str, world: World) -> None:
    """By name, number and phone; the address says nothing, and neither does the session at rest."""
    bad: list[str] = []
    with transaction.atomic():
        for name, kwargs, field, _list in SEARCHES:
            for text in (NAMES["other"], NAMES["own"], NUMBERS["own"], PHONES["other"], ATTENDEES["other"]):
                path = reverse(name, kwargs=kwargs)
                answer = world.do(world.client(role), "POST", path, {field: text})
                bad += faults(answer, world, role, name, path)
                if answer.status != 302:
                    continue
                listed = world.do(world.client(role), "GET", answer.location)
                only_typed = kwargs["name"] in NOT_ABOUT_PEOPLE or not SEEN[kwargs["name"]][role]
                again = _without(listed, text) if only_typed else listed
                if text in (NAMES["own"], NUMBERS["own"]):
                    bad += faults(again, world, role, _list, answer.location)
                if any(c in found(answer.location.encode()) for c in PERSONAL):
                    bad.append(f"{role} {name}: {answer.location}")
        held = " ".join(row[0] for row in _query("SELECT session_data FROM django_session"))
        opened = " ".join(map(str, _sessions()))
        bad += [f"{role}: a session at rest holds {c.text}" for c in PERSONAL if c.text in held + opened]
        transaction.set_rollback(True)
    assert not bad, "\n".join(sorted(set(bad))[:20])


def _sessions() -> list[dict[str, Any]]:
    from django.contrib.sessions.models import Session

    return [session.get_decoded() for session in Session.objects.all()]


_TABLES = (
    "SELECT table_name FROM information_schema.tables WHERE table_catalog = 'lake' AND table_schema = 'main'"
)


def _query(sql: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()


def test_strangers_find_nobody_who_did_not_consent(world: World) -> None:
    path = reverse("public:creators")
    bad = list(faults(world.ask(ANONYMOUS, "GET", path), world, ANONYMOUS, "public:creators", path))
    json_path = reverse("public:creators_json")
    answer = world.ask(ANONYMOUS, "GET", json_path)
    bad += faults(answer, world, ANONYMOUS, "public:creators_json", json_path)
    assert not bad
    assert json.loads(answer.body)["count"] == 0


def test_nothing_lies_open_in_the_database(world: World) -> None:
    """Sessions, jobs, batches, changes, requests: whatever table it is."""
    tables = [name for (name,) in _query("SELECT name FROM sqlite_master WHERE type = 'table'")]
    held = "\n".join(str(row) for name in tables for row in _query(f'SELECT * FROM "{name}"'))
    assert NUMBERS["own"] in held  # the control: it is this database
    assert not [c.text for c in PERSONAL if c.text in held]


def test_nothing_lies_open_in_files_of_the_home(world: World) -> None:
    with lake().reading() as reading:
        tables = [t for (t,) in reading.con.execute(_TABLES).fetchall()]
        values = " ".join(
            str(row) for t in tables for row in reading.con.execute(f'SELECT * FROM lake."{t}"').fetchall()
        )
    assert NUMBERS["own"] in values
    assert not [c.text for c in PERSONAL if c.text in values]
    home = world.folder / "home"
    for file in (path for path in home.rglob("*") if path.is_file()):
        assert not [c.text for c in PERSONAL if c in found(file.read_bytes())], file


def test_nothing_stands_in_logs_and_mails(world: World) -> None:
    mails = " ".join(f"{m.subject} {m.body} {m.to}" for m in getattr(mail, "outbox", []))
    assert world.log, "the control: requests that fail are logged"
    assert not [c.text for c in PERSONAL if c.text in mails or any(c.text in line for line in world.log)]


def _commands(folder: Path) -> list[list[str]]:
    return [
        ["export", "-o", str(folder / "xlsx")],
        ["export", "-o", str(folder / "csv"), "--format", "csv"],
        ["figures", "--period", "2021", "--json"],
        *(["receipt", key, "--period", "2021", "--format", "csv"] for key in figure_keys()),
        ["receipt", "liaison.contacts", "--period", "2021", "-o", str(folder / "r.xlsx"), "--format", "xlsx"],
        ["batches"],
        ["doctor"],
        ["import", str(folder.parent / "files"), "--dry-run"],
        ["template", "-o", str(folder / "templates")],
        ["user", "list"],
    ]


def test_commands(world: World, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Standard output and every file that is written; the event names who sits at the machine."""
    bad: list[str] = []
    for arguments in _commands(world.folder / "out"):
        before, there = len(world.recorder.events), set(world.folder.rglob("*"))
        done = CliRunner().invoke(lianxin, arguments, standalone_mode=False)
        if done.exception is not None:
            bad.append(f"{arguments}: {done.exception!r}")
        new = [path for path in set(world.folder.rglob("*")) - there if path.is_file()]
        outside = [path for path in new if world.folder / "home" not in path.parents]
        events = world.recorder.events[before:]
        told = {s for e in events if e["actor"].startswith("cli:") for s in e["subjects"]}
        shown = {
            c for text in (done.output.encode(), *(p.read_bytes() for p in outside)) for c in found(text)
        }
        FETCHED["commands"] += 1
        for canary in shown:
            if canary.kind == "buyer" or not canary.subjects(world) & told:
                bad.append(f"{arguments[:2]} shows {canary.text}, and the ledger does not say so")
            if canary.kind != "number" and arguments[0] != "export":
                bad.append(f"{arguments[:2]} shows {canary.text}")
    assert not bad, "\n".join(bad[:20])


@pytest.mark.parametrize("role", [role for role in ROLES if role != ANONYMOUS])
def test_control_the_faults_that_were_built_in_are_found(role: str, world: World) -> None:
    with override_settings(ROOT_URLCONF="matrix.leaking"):
        untold_ = world.ask(role, "GET", "/leak/untold")
        assert "ledger does not say so" in untold(untold_, world, role, "/leak/untold")
        assert world.ask(role, "GET", "/leak/unscoped").status == 500
        answer = world.ask(role, "GET", "/leak/unseen")
        assert unseen(answer, role, "leak:unseen", "/leak/unseen")


def test_each_canary_was_seen_by_somebody(world: World) -> None:
    """The control of the plants themselves: every value can be shown, but for the buyer's."""
    paths = [reverse("console:export", kwargs={"name": sheet.name, "form": "csv"}) for sheet in sheets()]
    shown = {c for path in paths for c in found(world.ask("office", "GET", path).body)}
    assert {c for c in CANARIES if c.kind != "buyer"} == shown
