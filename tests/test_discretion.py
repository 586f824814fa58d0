"""A name and a number, planted: in no address, log, mail, error page, job or session, nor at rest."""

import io
import logging
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from lianxin.accounts.models import User
from lianxin.core import ledger
from lianxin.core.logs import LOGGING, Discreet
from lianxin.jobs.actions import enqueue, work_once
from lianxin.jobs.models import Job
from lianxin.people.models import Member, Organisation

NAME, PHONE, CONTACT, NOTE = "欧阳金丝雀", "13987650123", "司马金丝雀", "谈到金丝雀的仓库"
CANARIES = (NAME, PHONE, CONTACT, NOTE)
FILES = {
    "单位.csv": f"单位名称,单位类别,联系人,联系电话\n区商务局,成员单位,{CONTACT},{PHONE}\n",
    "成员.csv": (
        f"成员编号,姓名,成员类别,加入日期,重点联系,手机号\nM001,{NAME},主播,2020-01-01,是,{PHONE}\n"
        f"M002,{NAME},没有这一类,不是日期,是,{PHONE}\n"
    ),
    "联系干部.csv": "工号,姓名,职务类别\nG1,王干部,干部\n",
    "联系记录.csv": (
        f"记录编号,工号,成员编号,日期,方式,是否联系上,摘要\nC1,G1,M001,2021-05-06,电话,是,{NOTE}\n"
    ),
}


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, db: None) -> Path:
    monkeypatch.setenv("LIANXIN_HOME", str(tmp_path / "home"))
    (tmp_path / "home").mkdir()
    (tmp_path / "tmp").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "tmp"))
    return tmp_path / "home"


@pytest.fixture
def said() -> Iterator[io.StringIO]:
    """Whatever is logged at any level, in the words that the program's own logs have."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(Discreet(LOGGING["formatters"]["discreet"]["format"], style="{"))  # type: ignore[index]
    root = logging.getLogger()
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield stream
    root.removeHandler(handler)
    root.setLevel(before)


@pytest.fixture
def office(home: Path) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(User.objects.create_user("office", role="office", display_name="办公室"))
    return client


@pytest.fixture
def imported(office: Client) -> Client:
    """Through the pages: upload, check, confirm. One row is refused, with its name and phone."""
    files = [SimpleUploadedFile(name, text.encode("utf-8-sig")) for name, text in FILES.items()]
    check = office.post("/imports/", {"upload": files}).headers["Location"]
    work()
    office.post(f"{check}confirm")
    work()
    assert Member.unscoped.get().name == NAME
    assert Organisation.unscoped.get().contact == CONTACT
    return office


def work() -> None:
    while work_once(threading.Event()):
        pass


def hops(client: Client, method: str, address: str, **data: str) -> list[Any]:
    """The answers on the way, each where it stood."""
    answer = getattr(client, method)(address, data)
    found = [answer]
    while answer.status_code in (301, 302):
        answer = client.get(answer.headers["Location"])
        found.append(answer)
    return found


def addresses(answers: list[Any]) -> str:
    sent = [f"{a.request['PATH_INFO']}?{a.request.get('QUERY_STRING', '')}" for a in answers]
    return "\n".join([*sent, *(a.headers.get("Location", "") for a in answers)])


def free_of(text: str) -> bool:
    return not [canary for canary in CANARIES if canary in text]


def test_a_search_for_a_person_stands_in_no_address(imported: Client) -> None:
    for address in ("/records/members/find", "/people/search/members"):
        for text in (NAME, PHONE):
            answers = hops(imported, "post", address, text=text, search=text, q=text)
            assert answers[-1].status_code == 200, address
            assert "%E6%AC%A7" not in addresses(answers)
            assert free_of(addresses(answers))


def test_no_link_on_a_page_holds_a_person(imported: Client) -> None:
    pk = Member.unscoped.get().pk
    for address in ("/people/", "/people/M001/", "/records/members/", f"/records/members/{pk}/"):
        page = imported.get(address, follow=True).content.decode()
        links = [
            part.split('"')[0] for name in ("href", "action", "src") for part in page.split(f'{name}="')[1:]
        ]
        assert links
        assert free_of("\n".join(links))


def test_exact_search_finds_a_phone_by_its_seal(imported: Client) -> None:
    """Equal values are sealed alike, so a whole number is found; a part of one is not."""
    (found,) = Member.unscoped.filter(phone=PHONE)
    assert found.member_no == "M001"
    assert not Member.unscoped.filter(phone=PHONE[:-1]).exists()
    assert not Member.unscoped.filter(phone__contains=PHONE[:5]).exists()
    for text, there in ((PHONE, True), (PHONE[:7], False)):
        page = hops(imported, "post", "/records/members/find", search=text)[-1].content.decode()
        assert ("M001" in page) is there
        page = hops(imported, "post", "/people/search/members", text=text)[-1].content.decode()
        assert ("M001" in page) is there


@pytest.mark.parametrize("reads", ["/records/members/", "/people/"])
def test_error_pages_say_nothing(
    reads: str, imported: Client, said: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert settings.DEBUG is False
    with monkeypatch.context() as broken:
        broken.setattr(ledger, "_openers", [])
        unavailable = imported.get(reads, follow=True)
    assert unavailable.status_code == 503
    with monkeypatch.context() as broken:
        broken.setattr(Member, "__init__", _failing)
        failed = imported.get(reads, follow=True)
    assert failed.status_code == 500
    missing = imported.get("/people/M999/")
    assert missing.status_code == 404
    for answer in (unavailable, failed, missing):
        assert free_of(answer.content.decode())
    assert "ValueError" in said.getvalue()
    assert free_of(said.getvalue())


def _failing(*args: Any, **kwargs: Any) -> None:
    raise ValueError(f"{NAME} {PHONE} {CONTACT} {NOTE}")


def test_a_failing_job_says_nothing(home: Path, said: io.StringIO, monkeypatch: pytest.MonkeyPatch) -> None:
    from lianxin.core import hooks

    monkeypatch.setitem(hooks.job_kinds, "canary", _failing)
    enqueue(kind="canary", arguments={})
    work()
    assert Job.objects.get().state == Job.State.FAILED
    assert "ValueError" in said.getvalue()
    assert free_of(said.getvalue())
    assert free_of(at_rest())


def at_rest() -> str:
    """The whole database as text: every table, jobs, sessions and changes among them."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            found += [f"{table} {row}" for row in cursor.fetchall()]
    return "\n".join(found)


def test_at_rest_and_outside_nothing_can_be_read(
    imported: Client, home: Path, said: io.StringIO, mailoutbox: list[Any]
) -> None:
    pk = Member.unscoped.get().pk
    for address in ("/records/members/find", "/people/search/members"):
        hops(imported, "post", address, text=NAME, search=NAME, q=NAME)
    imported.post(f"/records/members/{pk}/reveal", {"column": "phone", "text": "约上门时间"})
    imported.post(f"/records/members/{pk}/edit", {"name": NAME, "phone": "不是号码", "kind": "没有"})
    imported.post("/people/M001/", {"text": "x"})
    member = Client(raise_request_exception=False)
    member.force_login(User.objects.create_user("member", role="member", member_no="M001"))
    assert PHONE in member.get("/my/").content.decode()
    member.post("/my/requests/object/", {"text": f"{NAME} {PHONE}"})
    assert b"PK" in member.post("/my/copy.zip").content[:4]
    dump = at_rest()
    assert "M001" in dump
    assert free_of(dump)
    assert free_of(said.getvalue())
    assert free_of("".join(f"{m.subject} {m.body} {m.message()}" for m in [*mailoutbox, *mail.outbox]))
    kept = [path for path in home.rglob("*") if path.is_file()]
    assert any(path.name == "ledger.sqlite" for path in kept)
    for path in kept:
        content = path.read_bytes()
        assert not [c for c in CANARIES if c.encode() in content or c.encode("utf-16-le") in content], path


def test_fact_tables_hold_no_person(imported: Client) -> None:
    from lianxin.core.sheets import sheets
    from lianxin.records.queries import facts

    for sheet in sheets():
        assert free_of(str(facts(sheet.name).to_pylist()))


def test_whoever_comes_without_login_is_told_nothing(imported: Client, db: None) -> None:
    pk = Member.unscoped.get().pk
    for address in ("/people/M001/", f"/records/members/{pk}/", "/my/"):
        answer = Client().get(address)
        assert answer.status_code == 302
        assert free_of(answer.headers["Location"] + answer.content.decode())
