"""Who looked, my consents, my requests, a copy of everything."""

import io
import json
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from lianxin.accounts.models import User
from lianxin.core import ledger
from lianxin.core.ledger import Purpose, Who
from lianxin.liaison.models import Contact
from lianxin.people.models import Member
from lianxin.trust.actions import answer_request
from lianxin.trust.models import Request, Use
from lianxin.trust.queries import has_consent

Login = Callable[..., Client]
pytestmark = pytest.mark.usefixtures("district")


@pytest.fixture
def member(login: Login) -> Client:
    return login("member", member_no="M1")


@pytest.fixture
def office(db: None) -> User:
    return User.objects.create_user("wang", role="office", display_name="王科员")


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def look(office: User, member_no: str, purpose: Purpose) -> None:
    with ledger.event(office.who, "records", purpose=purpose):
        list(Member.objects.visible_to(office).filter(member_no=member_no))


def newest_of_others(member_no: str) -> int:
    with ledger.event(Who("t", "t"), "t"):
        from lianxin.portal.queries import who_looked

        looks = [
            one for day in who_looked(member_no).days for one in day.others if one.look.username == "wang"
        ]
    return looks[0].look.seq


def test_a_look_is_there_at_once_with_who_and_why(member: Client, office: User) -> None:
    look(office, "M1", Purpose("typed", text="准备走访"))
    look(office, "M2", Purpose("typed", text="别人的理由"))
    page = text(member, "/my/looks/")
    assert "王科员" in page
    assert "准备走访" in page
    assert "is-typed" in page
    assert "别人的理由" not in page
    assert "is-own" in text(member, "/my/looks/")  # the first look at this page


def test_many_looks_are_paged(member: Client, office: User) -> None:
    for n in range(65):
        look(office, "M1", Purpose("typed", text=f"理由{n:02d}号"))
    first = text(member, "/my/looks/")
    assert "理由64号" in first
    assert "理由00号" not in first
    earlier = first.split('href="?before=')[1].split('"')[0]
    assert "理由00号" in text(member, f"/my/looks/?before={earlier}")
    assert "理由64号" in text(member, "/my/looks/?before=x")


def test_asking_about_a_view(member: Client, office: User) -> None:
    look(office, "M1", Purpose("typed", text="准备走访"))
    seq = newest_of_others("M1")
    assert "准备走访" in text(member, f"/my/looks/{seq}/ask/")
    answer = member.post(f"/my/looks/{seq}/ask/", {"text": "走访哪里？"}, follow=True)
    page = answer.content.decode()
    assert "走访哪里？" in page
    assert "3 个工作日" in page
    asked = Request.objects.get()
    assert (asked.kind, asked.entry, asked.member_no) == ("view", seq, "M1")


def test_somebody_elses_entry_is_not_there(member: Client, office: User) -> None:
    look(office, "M2", Purpose("typed", text="别人的理由"))
    seq = newest_of_others("M2")
    assert member.get(f"/my/looks/{seq}/ask/").status_code == 404
    assert member.post(f"/my/looks/{seq}/ask/").status_code == 404
    assert not Request.objects.exists()


@pytest.mark.parametrize("use", Use.values)
def test_a_consent_is_given_and_withdrawn_at_once(use: str, member: Client) -> None:
    page = text(member, "/my/consents/")
    assert page.count('role="switch"') == len(Use.values)
    assert 'aria-checked="true"' not in page
    assert member.post(f"/my/consents/{use}/", {"consent": "give"}).status_code == 302
    assert has_consent("M1", use)
    assert text(member, "/my/consents/").count('aria-checked="true"') == 1
    member.post(f"/my/consents/{use}/", {"consent": "withdraw"})
    assert not has_consent("M1", use)
    assert not has_consent("M2", use)


def test_a_purpose_that_there_is_not(member: Client) -> None:
    assert member.post("/my/consents/anything/", {"consent": "give"}).status_code == 404


def test_everything_in_a_zip(member: Client) -> None:
    answer = member.post("/my/copy.zip")
    assert "M1" not in answer.headers["Content-Disposition"]
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        everything = json.loads(archive.read("everything.json"))
        page = archive.read("everything.html").decode()
    assert everything["contacts"][0]["summary"] == "谈到M1的仓库"
    assert "谈到M1的仓库" in page
    assert "谈到M2的仓库" not in page + json.dumps(everything, ensure_ascii=False)
    assert member.get("/my/copy.zip").status_code == 405


def test_a_correction_is_asked_answered_and_asked_again(member: Client, office: User) -> None:
    row = Contact.unscoped.get(contact_no="C0")
    address = f"/my/records/contacts/{row.pk}/summary/correct/"
    assert "谈到M1的仓库" in text(member, address)
    assert member.post(address, {"wanted": "", "text": ""}).status_code == 422
    page = member.post(address, {"wanted": "谈到租仓库", "text": ""}, follow=True).content.decode()
    assert "谈到租仓库" in page
    asked = Request.objects.get()
    with ledger.event(office.who, "t"):
        answer_request(request=asked, outcome="refused", text="与通话记录不符", actor=office)
    page = text(member, f"/my/requests/{asked.pk}/")
    assert "与通话记录不符" in page
    assert member.post(f"/my/requests/{asked.pk}/reopen/", {"text": ""}).status_code == 422
    member.post(f"/my/requests/{asked.pk}/reopen/", {"text": "请再核对"})
    asked.refresh_from_db()
    assert asked.state == "open"
    assert "请再核对" in text(member, f"/my/requests/{asked.pk}/")


def test_a_correction_of_somebody_elses_row_is_not_there(member: Client) -> None:
    other = Contact.unscoped.get(contact_no="C1").pk
    own = Contact.unscoped.get(contact_no="C0").pk
    for address in (f"{other}/summary", f"{own}/nothing", f"{own}/batch"):
        assert member.get(f"/my/records/contacts/{address}/correct/").status_code == 404


@pytest.mark.parametrize(
    ("kind", "said", "kept"),
    [
        ("delete", {"text": "不再做直播"}, 0),
        ("delete", {"text": "", "sure": "on"}, 1),
        ("object", {"text": ""}, 0),
        ("object", {"text": "不要发短信"}, 1),
    ],
)
def test_deleting_and_objecting(kind: str, said: dict[str, Any], kept: int, member: Client) -> None:
    assert member.get(f"/my/requests/{kind}/").status_code == 200
    answer = member.post(f"/my/requests/{kind}/", said)
    assert answer.status_code == (302 if kept else 422)
    assert [r.kind for r in Request.objects.all()] == [kind] * kept


def test_somebody_elses_request_is_not_there(member: Client, login: Login) -> None:
    member.post("/my/requests/object/", {"text": "不要发短信"})
    pk = Request.objects.get().pk
    other = login("grower", unit="东山合作社")
    assert other.get(f"/my/requests/{pk}/").status_code == 404
    User.objects.filter(role="member").update(member_no="M2")
    assert member.get(f"/my/requests/{pk}/").status_code == 404
    assert member.post(f"/my/requests/{pk}/reopen/", {"text": "x"}).status_code == 404


@pytest.mark.parametrize("address", ["looks/", "consents/", "requests/", "requests/delete/"])
def test_rights_are_a_members(address: str, login: Login) -> None:
    assert login("grower", unit="东山合作社").get(f"/my/{address}").status_code == 404
    assert login("office").get(f"/my/{address}").status_code == 404
