"""One event per request, written before a byte leaves; what cannot be written down is not shown."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from lianxin.accounts.models import User
from lianxin.core import ledger
from lianxin.trust.queries.book import Book, book
from lianxin.trust.tests.ledgered_urls import SECRET

pytestmark = [pytest.mark.django_db, pytest.mark.urls("lianxin.trust.tests.ledgered_urls")]


@pytest.fixture(autouse=True)
def own_ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: Any) -> Book:
    (tmp_path / "home" / "keys").mkdir(parents=True)
    monkeypatch.setenv("LIANXIN_HOME", str(tmp_path / "home"))
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if "accounts" not in name]
    return book()


@pytest.fixture
def user(client: Client) -> User:
    user = User.objects.create_user("chen", role=User.Role.OFFICE)
    client.force_login(user)
    return user


def about(subject: str = "member:M0001") -> list[dict[str, Any]]:
    return [entry.payload for entry in book().about(subject)]


@pytest.fixture
def full_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """SQLite itself says that nothing more fits."""
    con = book()._store.connection()
    con.execute(f"PRAGMA max_page_count = {con.execute('PRAGMA page_count').fetchone()[0]}")
    ledger.store().append({"subjects": {}, "fill": "x" * 1}, [])
    monkeypatch.setattr("lianxin.engines.ledger.store.canonical", lambda payload: "x" * 200_000)


@pytest.fixture
def read_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a disk that was mounted read-only; tests may run as root, whom permissions do not stop."""
    book()._store.connection().execute("PRAGMA query_only = ON")


def test_an_event_per_request(client: Client, user: User) -> None:
    assert client.get("/trust/one/").content.decode() == SECRET
    assert about() == [
        {
            "actor": "chen",
            "role": "office",
            "unit": "",
            "verb": "read",
            "what": "trust_tests:one",
            "purpose": {"code": "duty", "ref": "", "text": "", "live": False},
            "subjects": {"member:M0001": ["members"]},
        }
    ]


def test_one_event_for_a_whole_list(client: Client, user: User) -> None:
    client.get("/trust/many/")
    assert book().size() == 1
    assert len(about("member:M0049")[0]["subjects"]) == 50
    assert about("member:M0049")[0]["subjects"]["member:M0007"] == ["accounts", "members"]


def test_no_event_where_nobody_was_seen(client: Client, user: User) -> None:
    assert client.get("/trust/nobody/").status_code == 200
    assert client.get("/no/such/page").status_code == 404
    assert book().size() == 0


def test_what_was_seen_counts_though_the_page_fails(client: Client, user: User) -> None:
    client.raise_request_exception = False
    assert client.get("/trust/fails/").status_code == 500
    assert len(about()) == 1


def test_a_stream_is_written_down_before_its_first_byte(client: Client, user: User) -> None:
    answer = client.get("/trust/stream/")
    assert answer.getvalue().decode() == f"{SECRET} after 1"


def test_a_stream_that_did_not_collect_breaks_off(client: Client, user: User) -> None:
    with pytest.raises(ledger.NoEvent):
        client.get("/trust/forgetful/").getvalue()


@pytest.mark.parametrize("trouble", ["full_disk", "read_only"])
@pytest.mark.parametrize("page", ["one", "many", "stream", "act"])
def test_nothing_is_shown_that_cannot_be_written_down(
    client: Client, user: User, page: str, trouble: str, request: pytest.FixtureRequest
) -> None:
    request.getfixturevalue(trouble)
    answer = client.get(f"/trust/{page}/")
    body = b"".join(answer) if answer.streaming else answer.content
    assert answer.status_code == 503
    assert SECRET not in body.decode()
    assert "台账" in body.decode()
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Retry-After"]
    assert "default-src 'self'" in answer.headers["Content-Security-Policy"]
    user.refresh_from_db()
    assert user.display_name == ""  # the change went with its event
    assert client.get("/trust/nobody/").status_code == 200


def test_it_recovers_by_itself(client: Client, user: User, read_only: None) -> None:
    assert client.get("/trust/one/").status_code == 503
    book()._store.connection().execute("PRAGMA query_only = OFF")
    assert client.get("/trust/one/").status_code == 200
    assert book().verify().ok


def test_a_ledger_that_was_put_back_shows_nothing(client: Client, user: User) -> None:
    client.get("/trust/one/")
    client.get("/trust/one/")
    found = book()
    found.sign_head()
    con = found._store.connection()
    con.execute("DROP TRIGGER entries_kept")
    con.execute("DELETE FROM entries WHERE seq = 2")
    found._checked = 0  # as in a process that starts anew
    assert client.get("/trust/one/").status_code == 503
    found.open_segment("put back")
    assert client.get("/trust/one/").status_code == 200


def test_strangers_are_named_so(client: Client, settings: Any) -> None:
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if "LoginRequired" not in name]
    client.get("/trust/one/")
    assert (about()[0]["actor"], about()[0]["role"]) == ("", "public")
