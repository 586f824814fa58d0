"""The cast, the ledger as it grows, and requests in somebody's name."""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.core.signals import got_request_exception
from django.db import transaction
from django.test import Client
from django.utils import timezone
from matrix.district import NUMBERS, UNITS, write_files
from matrix.planned import plan

from lianxin.accounts.models import User
from lianxin.core import ledger
from lianxin.core.sheets import sheet as sheet_called
from lianxin.core.sheets import sheets
from lianxin.records.access import visible_to
from lianxin.records.actions import import_paths
from lianxin.records.models import Change
from lianxin.reports.actions import start_draft
from lianxin.trust.actions import open_request

#: Everybody who may look, and in whose name.
STANDS_FOR: dict[str, dict[str, str]] = {
    "office": {},
    "liaison_officer": {"officer_no": "officers-own"},
    "unit_contact": {"unit": UNITS["own"]},
    "studio_manager": {},
    "trainer": {},
    "market_staff": {},
    "auditor": {},
    "administrator": {},
    "member": {"member_no": NUMBERS["own"]},
    "grower": {"unit": UNITS["own"]},
}
ANONYMOUS = "anonymous"
ROLES = (*STANDS_FOR, ANONYMOUS)
STAFF = tuple(role for role in STANDS_FOR if role not in ("member", "grower"))
_CSRF = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]*"')


class Recorder:
    """The home's own ledger; what is written is also kept here."""

    def __init__(self, store: Any) -> None:
        self._store = store
        self.events: list[dict[str, Any]] = []
        self.last = 0

    def append(self, payload: dict[str, Any], subjects: Any) -> Any:
        entry = self._store.append(payload, subjects)
        self.events.append(payload)
        self.last = int(entry.seq)
        return entry

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)


@dataclass
class Answer:
    status: int
    body: bytes
    headers: dict[str, str]
    events: list[dict[str, Any]]
    error: str = ""

    @property
    def location(self) -> str:
        return self.headers.get("Location", "")


@dataclass
class World:
    folder: Path
    batch: str
    recorder: Recorder
    users: dict[str, User]
    #: (sheet, variant) → primary key
    rows: dict[tuple[str, str], int]
    sessions: dict[tuple[str, bool], str] = field(default_factory=dict)
    logins: dict[str, int] = field(default_factory=dict)
    #: (sheet, variant) → the change that brought the row in
    changes: dict[tuple[str, str], int] = field(default_factory=dict)
    #: Requests about the own data and about somebody else's; entries of the ledger likewise.
    asked: dict[str, int] = field(default_factory=dict)
    entries: dict[str, int] = field(default_factory=dict)
    #: The row of the attendee who is in no register.
    guest: int = 0
    #: A report that nobody has published.
    draft: str = ""
    #: A season with what is planned in it, by name.
    planned: dict[str, int] = field(default_factory=dict)
    #: Everything that was logged.
    log: list[str] = field(default_factory=list)
    browsers: dict[bool, Client] = field(default_factory=dict)
    requests: int = 0

    @classmethod
    def build(cls, folder: Path) -> "World":
        recorder = Recorder(ledger.store())
        ledger.use(lambda: recorder)
        users = {
            role: User.objects.create_user(
                f"u-{role}", password="Zk9 plum orchard" if role in STAFF else None, role=role, **stands_for
            )
            for role, stands_for in STANDS_FOR.items()
        }
        document = import_paths(paths=[write_files(folder / "files")], actor=users["office"])
        refused = [(f["file"], f["problems"]) for f in document["files"] if f["rejected"]]
        assert not refused and not document["unknown"], (refused, document["unknown"])
        world = cls(folder, document["batch"], recorder, users, {})
        for role in users:
            world.sessions[role, True] = world._log_in(role, verified=True)
            world.sessions[role, False] = world._log_in(role, verified=False)
        for name, user in {**users, "stranger": User.objects.create_user("u-stranger")}.items():
            kept = UserSession.objects.create(
                user=user, ip="10.0.0.1", user_agent="x", session_key=f"k-{name}"
            )
            world.logins[name] = kept.pk
        world.rows = {(s.name, v): world._pk(s, v) for s in sheets() for v in ("own", "same", "other")}
        world.guest = max(sheet_called("attendances").model.unscoped.values_list("pk", flat=True))
        for (sheet, variant), pk in world.rows.items():
            world.changes[sheet, variant] = Change.objects.get(sheet=sheet, record=pk).pk
        world._rights()
        return world

    def _rights(self) -> None:
        office = self.users["office"]
        self.draft = start_draft(period="2021", template="summary", actor=office).pk
        with ledger.event(office.who, "test"):
            self.planned = plan(office)
        for variant, paper in (("own", ""), ("other", "纸第一号")):
            actor = office if paper else self.users["member"]
            found = open_request(member_no=NUMBERS[variant], kind="copy", actor=actor, paper_no=paper)
            self.asked[variant] = found.pk
            with ledger.event(self.users["auditor"].who, "test"):
                list(visible_to(self.users["auditor"], "members").filter(member_no=NUMBERS[variant]))
            self.entries[variant] = self.recorder.last

    def _pk(self, sheet: Any, variant: str) -> int:
        """Rows were imported in the order own, same, other; of units there are two."""
        keys = sorted(sheet.model.unscoped.values_list("pk", flat=True))
        place = ("own", "same", "other").index(variant)
        return int(
            keys[
                min(place, 1)
                if sheet.name == "organisations" and variant == "other"
                else 0
                if sheet.name == "organisations"
                else place
            ]
        )

    def client(self, role: str, *, verified: bool = True, csrf: bool = False) -> Client:
        """A browser with the role's session. There are two in all: making one looks for every static file."""
        if csrf not in self.browsers:
            self.browsers[csrf] = Client(raise_request_exception=False, enforce_csrf_checks=csrf)
        client = self.browsers[csrf]
        client.cookies.clear()
        if role != ANONYMOUS:
            client.cookies[settings.SESSION_COOKIE_NAME] = self.sessions[role, verified]
        return client

    def _log_in(self, role: str, *, verified: bool) -> str:
        """A session, with a second factor used or not."""
        client = Client()
        client.force_login(self.users[role])
        session = client.session
        if verified:
            used = {"method": "mfa", "type": "totp", "at": timezone.now().timestamp()}
            session[AUTHENTICATION_METHODS_SESSION_KEY] = [used]
            session[f"{AUTHENTICATION_METHODS_SESSION_KEY}_user"] = str(self.users[role].pk)
            session.save()
        return session.session_key or ""

    def ask(self, role: str, method: str, path: str, data: Any = None, **options: Any) -> Answer:
        """One request; whatever it did to the database is taken back."""
        with transaction.atomic():
            answer = self.do(self.client(role, **options), method, path, data)
            transaction.set_rollback(True)
        return answer

    def do(self, client: Client, method: str, path: str, data: Any = None) -> Answer:
        """One request, for good."""
        failed: list[str] = []

        def note(*, request: Any, **_: Any) -> None:
            import traceback

            failed.append(traceback.format_exc())

        got_request_exception.connect(note)
        before = len(self.recorder.events)
        try:
            response = getattr(client, method.lower())(path, data=data or {})
            written = self.recorder.events[before:]  # by the time the answer leaves, streams too
            body = b"".join(response.streaming_content) if response.streaming else response.content
        finally:
            got_request_exception.disconnect(note)
        self.requests += 1
        return Answer(response.status_code, body, dict(response.headers), written, "\n".join(failed))


def plain(answer: Answer, path: str) -> bytes:
    """The body without what differs between two requests of the same kind."""
    return _CSRF.sub(b"", answer.body).replace(path.encode(), b"")
