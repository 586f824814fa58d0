"""The office's pages: who gets in, and each flow once."""

import csv
import io
import json
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from lianxin.accounts.models import User
from lianxin.core import ledger
from lianxin.core.ledger import Purpose, Who
from lianxin.engines.ledger import Ledger
from lianxin.people.models import Member
from lianxin.records.access import visible_to
from lianxin.trust.actions import give_consent, open_request
from lianxin.trust.models import Notice, Request, RetentionSetting, Use
from lianxin.trust.queries import has_consent, looks

PAGES = [
    "requests",
    "consents",
    "notices",
    "retention",
    "ledger",
    "heads",
    "own_entries",
    "new_request",
    "hand_over",
]
OFFICE_ONLY = {"new_request", "hand_over"}


@pytest.fixture(autouse=True)
def _ready(book: Ledger, district: object) -> None:
    pass


@pytest.fixture
def clerk(client: Client, office: User) -> Client:
    client.force_login(office)
    return client


@pytest.mark.parametrize("role", [role.value for role in User.Role])
def test_who_gets_in(
    role: str, user: Callable[..., User], client: Client, monkeypatch: Any, book: Ledger
) -> None:
    from lianxin.trust.views import ledger as view

    monkeypatch.setattr(view, "book", lambda: book)
    client.force_login(user(role))
    for page in PAGES:
        expected = 200 if role == "office" or (role == "auditor" and page not in OFFICE_ONLY) else 403
        if page == "own_entries":
            expected = 403 if role in ("member", "grower") else 200
        assert client.get(reverse(f"trust:{page}")).status_code == expected, page


@pytest.mark.parametrize("role", [role.value for role in User.Role if role != "office"])
def test_only_the_office_writes(role: str, user: Callable[..., User], client: Client, m1: User) -> None:
    asked = open_request(member_no="M1", kind="see", actor=m1)
    client.force_login(user(role))
    for address in (
        reverse("trust:answer", args=[asked.pk]),
        reverse("trust:export", args=[asked.pk]),
        reverse("trust:new_request"),
        reverse("trust:record_consent"),
        reverse("trust:hand_over"),
        reverse("trust:run_retention"),
        reverse("trust:change_retention", args=["ledger"]),
    ):
        assert client.post(address, {}).status_code == 403
    given = {"purpose": "publish_name", "zh": "新", "valid_from": "2020-01-01"}
    assert client.post(reverse("trust:notices"), given).status_code == 403
    assert Notice.objects.filter(purpose="publish_name").count() == 1


def test_a_stranger_and_a_missing_request_are_alike(clerk: Client, m1: User) -> None:
    asked = open_request(member_no="M1", kind="see", actor=m1)
    assert clerk.get(reverse("trust:request", args=[asked.pk])).status_code == 200
    assert clerk.get(reverse("trust:request", args=[10**9])).status_code == 404
    assert clerk.get(reverse("trust:entry", args=[10**9])).status_code == 404


def test_a_paper_request_is_recorded_and_answered(clerk: Client) -> None:
    given = {"member_no": "M1", "kind": "object", "paper_no": "申请-7", "text": "不要公开我的获奖"}
    assert clerk.post(reverse("trust:new_request"), given).status_code == 302
    asked = Request.objects.get()
    assert "申请-7" in clerk.get(reverse("trust:request", args=[asked.pk])).content.decode()
    address = reverse("trust:answer", args=[asked.pk])
    assert clerk.post(address, {"outcome": "done", "text": ""}).status_code == 400
    assert clerk.post(address, {"outcome": "done", "text": "已停止"}).status_code == 302
    assert Request.objects.get().outcome == "done"
    missing = clerk.post(reverse("trust:new_request"), given | {"member_no": "M9"}).content.decode()
    assert "M9" in missing


def test_paper_consents(clerk: Client) -> None:
    given = {"member_no": "M1", "purpose": Use.PUBLIC_DIRECTORY.value, "paper_no": "同意-1"}
    clerk.post(reverse("trust:record_consent"), given)
    assert has_consent("M1", Use.PUBLIC_DIRECTORY.value)
    clerk.post(reverse("trust:record_consent"), given | {"withdraw": "1"})
    assert not has_consent("M1", Use.PUBLIC_DIRECTORY.value)


def test_contacts_only_of_those_who_agreed(clerk: Client, m1: User, m2: User) -> None:
    give_consent(member_no="M1", purpose=Use.THIRD_PARTY_CONTACT.value, actor=m1)
    give_consent(member_no="M2", purpose=Use.PUBLISH_NAME.value, actor=m2)
    response = clerk.post(reverse("trust:hand_over"), {"unit": "城关镇"})
    rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert rows[1:] == [["山里一姐", "", "主播", "白节镇", "13812345671"]]
    with ledger.event(Who("m1", "member"), "portal"):
        told = next(look for look in looks("M1") if look.verb == "export")
        assert (told.reason, told.kinds) == ("城关镇", ("members", "members.phone"))
        assert not [look for look in looks("M2") if look.verb == "export"]


def test_retention_is_set_with_its_history(clerk: Client, office: User) -> None:
    address = reverse("trust:change_retention", args=["ledger"])
    clerk.post(address, {"ledger-months": "35", "ledger-active": "on"})
    assert not RetentionSetting.objects.exists()
    clerk.post(address, {"ledger-months": "48", "ledger-active": "on"})
    assert [(s.months, s.set_by) for s in RetentionSetting.objects.all()] == [(48, office)]
    assert clerk.post(reverse("trust:change_retention", args=["nothing"]), {}).status_code == 404
    assert "王晓梅" in clerk.get(reverse("trust:retention")).content.decode()


def test_the_ledger_is_filtered_and_told_once(clerk: Client, office: User, book: Ledger) -> None:
    with ledger.event(Who("other", "auditor"), "x", purpose=Purpose("typed", text="抽查")):
        list(visible_to(office, "members"))
    address = reverse("trust:ledger")
    before = book.size()
    assert "抽查" in clerk.get(address, {"actor": "other"}).content.decode()
    assert book.size() == before + 1
    assert "抽查" in clerk.get(address, {"kind": "members"}).content.decode()
    for other in ({"actor": "office"}, {"verb": "export"}, {"kind": "cases"}, {"day": "2021-01-01"}):
        assert "抽查" not in clerk.get(address, other).content.decode()
    entry = clerk.get(reverse("trust:entry", args=[before])).content.decode()
    assert "member:M1" in entry
    assert "抽查" in entry


def test_own_entries_only(client: Client, user: Callable[..., User], office: User) -> None:
    officer = user("liaison_officer", officer_no="G1")
    for who, reason in ((office, "办公室的事"), (officer, "干部的事")):
        with ledger.event(who.who, "x", purpose=Purpose("typed", text=reason)):
            list(visible_to(office, "members"))
    client.force_login(officer)
    page = client.get(reverse("trust:own_entries")).content.decode()
    assert "干部的事" in page
    assert "办公室的事" not in page


def test_heads_and_check(clerk: Client, book: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    from lianxin.trust.views import ledger as view

    monkeypatch.setattr(view, "book", lambda: book)
    clerk.get(reverse("trust:ledger"))
    head = book.sign_head()
    page = clerk.post(reverse("trust:heads")).content.decode()
    assert head.text.splitlines()[0] in page
    assert "alert-success" in page


def test_the_file_with_everything(clerk: Client, m1: User, district: dict[str, Member]) -> None:
    asked = open_request(member_no="M1", kind="copy", actor=m1)
    response = clerk.post(reverse("trust:export", args=[asked.pk]))
    archive = zipfile.ZipFile(io.BytesIO(response.content))
    assert json.loads(archive.read("everything.json"))["members"][0]["name"] == "赵一一"
    other = open_request(member_no="M1", kind="object", text="x", actor=m1)
    assert clerk.post(reverse("trust:export", args=[other.pk])).status_code == 404
