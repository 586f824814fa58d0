"""Heads are signed when they are due and sent away; nothing fails by them."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core import mail

from lianxin.core import hooks
from lianxin.core.ledger import seen
from lianxin.engines.ledger import heads_in
from lianxin.jobs import actions as jobs
from lianxin.lib.dates import BEIJING
from lianxin.trust.actions import heads
from lianxin.trust.actions.heads import keep_heads
from lianxin.trust.queries.book import Book, book


@pytest.fixture(autouse=True)
def ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: Any) -> Book:
    (tmp_path / "home" / "keys").mkdir(parents=True)
    monkeypatch.setenv("LIANXIN_HOME", str(tmp_path / "home"))
    settings.LEDGER_HEADS_TO = ["council@example.org"]
    return book()


class Later(datetime):
    hours = timedelta(0)

    @classmethod
    def now(cls, tz: Any = None) -> datetime:
        return datetime.now(tz) + cls.hours


def add(ledger: Book) -> None:
    ledger.append({"actor": "chen", "subjects": {"member:M0001": ["members"]}}, ["member:M0001"])


def test_signed_when_due_and_something_was_added(ledger: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(heads, "datetime", Later)
    assert keep_heads() is None
    add(ledger)
    assert keep_heads().size == 1
    add(ledger)
    assert keep_heads() is None
    Later.hours = timedelta(minutes=14)
    assert keep_heads() is None
    Later.hours = timedelta(minutes=15)
    assert keep_heads().size == 2
    assert keep_heads() is None
    add(ledger)
    Later.hours = -timedelta(days=1)  # the clock was set back: better a head too many
    assert keep_heads().size == 3


def test_a_mail_holds_the_head_and_names_nobody(ledger: Book) -> None:
    add(ledger)
    head = keep_heads()
    (sent,) = mail.outbox
    assert sent.to == ["council@example.org"]
    assert list(heads_in(sent.body)) == [head]
    assert "M0001" not in sent.body
    assert ledger.verify(since=sent.body).ok


def test_a_mail_that_cannot_be_sent_costs_nothing_but_a_line(
    ledger: Book, settings: Any, caplog: Any
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_SSL = "127.0.0.1", 1, False
    settings.EMAIL_USE_TLS = False
    add(ledger)
    assert keep_heads().size == 1
    assert "was not sent" in caplog.text


def test_a_ledger_that_was_put_back_is_not_signed(ledger: Book, caplog: Any) -> None:
    add(ledger)
    add(ledger)
    keep_heads()
    con = ledger._store.connection()
    con.execute("DROP TRIGGER entries_kept")
    con.execute("DELETE FROM entries")
    assert keep_heads() is None
    with pytest.raises(Exception, match="ledger_rewound"):
        ledger.sign_head()


@pytest.mark.django_db
def test_a_job_is_one_event(ledger: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    import threading

    from lianxin.accounts.models import User

    def look(arguments: Any, control: Any) -> str:
        seen(["member:M0001"], "members")
        seen(["member:M0002"], "members")
        return "13800000000"

    monkeypatch.setitem(hooks.job_kinds, "look", look)
    user = User.objects.create_user("chen", role=User.Role.OFFICE)
    done = jobs.enqueue(kind="look", arguments={"actor": user.pk})
    jobs.work_once(threading.Event())
    jobs.enqueue(kind="look", arguments={})
    jobs.work_once(threading.Event())
    by_user, by_itself = (entry.payload for entry in ledger.entries(1, 9))
    assert (by_user["actor"], by_user["what"]) == ("chen", "job:look")
    assert (by_itself["actor"], by_itself["role"]) == ("job:look", "system")

    ledger._store.connection().execute("PRAGMA query_only = ON")
    refused = jobs.enqueue(kind="look", arguments={})
    jobs.work_once(threading.Event())
    for job in (done, refused):
        job.refresh_from_db()
    assert (done.state, done.result) == ("done", "13800000000")
    assert (refused.state, refused.result, refused.error) == ("failed", None, "LedgerUnavailable")


def test_a_head_says_beijing_time(ledger: Book) -> None:
    add(ledger)
    signed = datetime.fromisoformat(keep_heads().at)
    assert signed.utcoffset() == timedelta(hours=8)
    assert abs(datetime.now(BEIJING) - signed) < timedelta(minutes=1)
