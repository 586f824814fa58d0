"""Everything about one person: held to a raw scan of the whole database, and nobody else in it."""

import datetime as dt
import io
import json
import zipfile
from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, models
from django.utils import timezone

from lianxin.accounts.models import User
from lianxin.core import ledger
from lianxin.core.fields import PersonalField, seal, unseal
from lianxin.core.ledger import Purpose, Who
from lianxin.core.scope import rules
from lianxin.core.sheets import sheet_of
from lianxin.engines.ledger import Ledger
from lianxin.goodworks.models import Honour, Mentorship
from lianxin.learning.models import Attendance, Certificate, Event
from lianxin.liaison.models import Assignment, Case, Contact, Officer
from lianxin.people.models import Account, Alias, Member, Merge, Organisation
from lianxin.records.access import visible_to
from lianxin.records.models import Change
from lianxin.trust.actions import answer_request, give_consent, open_request, withdraw_consent
from lianxin.trust.models import Use
from lianxin.trust.queries import export_of

DAY = dt.date(2021, 3, 1)
ME, NAME, OTHER, OTHERS_NAME = "CANARY-1", "甲金丝雀", "CANARY-2", "乙金丝雀"


@pytest.fixture
def me(book: Ledger, db: None, office: User, user: Any) -> User:
    """A person about whom there is something in every corner, beside another one."""
    unit = Organisation.unscoped.create(
        name="城关镇", kind="成员单位", contact="丙联系人", phone="13900001111"
    )
    officer = Officer.unscoped.create(officer_no="G1", name="王干部", role="干部")
    event = Event.unscoped.create(
        event_no="E1", title="直播课", kind="培训班", starts_on=DAY, status="已举办"
    )
    members = {}
    for number, name, phone in ((ME, NAME, "13811112222"), (OTHER, OTHERS_NAME, "13833334444")):
        member = Member.unscoped.create(
            **{
                "member_no": number,
                "name": name,
                "kind": "主播",
                "joined_on": DAY,
                "focus": True,
                "phone": phone,
            },
            organisation=unit,
        )
        members[number] = member
        Account.unscoped.create(
            member=member, platform="抖音", account_id=f"dy-{number}", nickname=name, as_of=DAY
        )
        Assignment.unscoped.create(officer=officer, member=member, starts_on=DAY)
        Contact.unscoped.create(
            **{
                "contact_no": f"C-{number}",
                "officer": officer,
                "member": member,
                "date": DAY,
                "channel": "电话",
            },
            **{"reached": True, "summary": f"{name}说的话"},
        )
        Case.unscoped.create(
            case_no=f"Q-{number}",
            member=member,
            category="其他",
            title=f"{number}的事",
            opened_on=DAY,
            closed_on=DAY,
        )
        Attendance.unscoped.create(event=event, date=DAY, attendee=name, member=member)
        Certificate.unscoped.create(cert_no=f"Z-{number}", event=event, attendee=name, issued_on=DAY)
        Honour.unscoped.create(
            member=member, title=f"{number}的荣誉", awarder="县里", level="区县", awarded_on=DAY
        )
    Mentorship.unscoped.create(mentor=members[ME], mentee=members[OTHER], starts_on=DAY)
    _changes(members, office)
    Alias.objects.create(old_no="CANARY-0", member_no=ME)
    Merge.objects.create(gone_no="CANARY-0", kept_no=ME, actor=office, at=timezone.now())
    person = user("member", username="me", member_no=ME, display_name=NAME)
    _doings(person, office)
    return person  # type: ignore[no-any-return]


def _changes(members: dict[str, Member], office: User) -> None:
    pk = members[ME].pk
    phones = [{"phone": str(seal(number))} for number in ("13855556666", "13811112222")]
    Change.objects.create(actor=office, sheet="members", record=pk, before=phones[0], after=phones[1])
    # A contact that was first put down under the other member, with words about that one.
    wrong = Contact.unscoped.get(contact_no=f"C-{ME}").pk
    before = {"member_no": OTHER, "summary": str(seal(f"{OTHERS_NAME}的旧话"))}
    after = {"member_no": ME, "summary": str(seal(f"{NAME}说的话"))}
    first = {"contact_no": f"C-{ME}", "member_no": OTHER, "summary": str(seal(f"{OTHERS_NAME}最早的话"))}
    Change.objects.create(actor=office, sheet="contacts", record=wrong, before=None, after=first)
    Change.objects.create(actor=office, sheet="contacts", record=wrong, before=before, after=after)


def _doings(person: User, office: User) -> None:
    use = Use.PUBLIC_DIRECTORY.value
    give_consent(member_no=ME, purpose=use, actor=person)
    withdraw_consent(member_no=ME, purpose=use, actor=person)
    give_consent(member_no=OTHER, purpose=use, actor=office, paper_no="他人同意书")
    asked = open_request(member_no=ME, kind="object", text="我的反对", actor=person)
    answer_request(request=asked, outcome="done", text="给我的答复", actor=office)
    other = open_request(member_no=OTHER, kind="object", text="别人的反对", actor=office, paper_no="他人申请")
    answer_request(request=other, outcome="done", text="给别人的答复", actor=office)
    with ledger.event(office.who, "x", purpose=Purpose("typed", text="核对两人")):
        list(visible_to(office, "members"))
    with ledger.event(office.who, "x", purpose=Purpose("typed", text="只看我")):
        list(visible_to(office, "contacts").filter(member=ME))


@pytest.fixture
def everything(me: User) -> Iterator[tuple[dict[str, Any], str]]:
    archive = zipfile.ZipFile(io.BytesIO(export_of(ME, me)))
    html = archive.read("everything.html").decode()
    yield json.loads(archive.read("everything.json")), html


#: Where rows that name the person are found in the file, or why they are not among its rows.
PARTS = {
    "accounts.User": "account",
    "trust.Consent": "consents",
    "trust.Request": "requests",
    "people.Merge": "merges",
    "people.Alias": None,  # the old number stands in `merges`
}


def _raw_rows(model: type[models.Model]) -> list[dict[str, Any]]:
    """Straight from the table, sealed values opened."""
    sealed = [f.column for f in model._meta.concrete_fields if isinstance(f, PersonalField)]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {connection.ops.quote_name(model._meta.db_table)}")
        names = [c[0] for c in cursor.description]
        rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    return [r | {n: unseal(r[n]) for n in sealed if r[n]} for r in rows]


def _names_me(row: dict[str, Any]) -> bool:
    return any(isinstance(v, str) and (ME in v or NAME in v) for v in row.values())


def test_nothing_is_missing(everything: tuple[dict[str, Any], str]) -> None:
    document, _ = everything
    sheets = {rule.model: sheet_of(rule.model).name for rule in rules()}
    found = 0
    for model in apps.get_models():
        mine = [row for row in _raw_rows(model) if _names_me(row)]
        if not mine or model is Change:
            continue
        found += len(mine)
        if model in sheets:
            assert {r["_id"] for r in document[sheets[model]]} == {r["id"] for r in mine}, model
        elif (part := PARTS[model._meta.label]) is not None:
            assert len(document[part]) == len(mine), model
    assert found >= 14
    assert document["certificates"][0]["cert_no"] == f"Z-{ME}"


def test_changes_consents_requests_and_looks(everything: tuple[dict[str, Any], str]) -> None:
    document, html = everything
    assert {"13855556666", "13811112222"} <= {
        side["phone"] for c in document["members_history"] for side in (c["before"], c["after"])
    }
    assert document["contacts"][0]["summary"] == f"{NAME}说的话"
    assert document["consents"][0]["withdrawn_at"]
    assert [s["text"] for s in document["requests"][0]["steps"]] == ["我的反对", "给我的答复"]
    reasons = " ".join(str(look["why"]) for look in document["looks"])
    assert "只看我" in reasons
    for text in (NAME, f"{NAME}说的话", "13855556666", "给我的答复", f"Z-{ME}", f"{ME}的荣誉", "只看我"):
        assert text in html


def test_nobody_else_is_in_it(everything: tuple[dict[str, Any], str]) -> None:
    document, html = everything
    for text in (
        OTHER,
        OTHERS_NAME,
        "13833334444",
        "丙联系人",
        "13900001111",
        "别人",
        "他人",
        "核对两人",
        "旧话",
        "最早",
    ):
        assert text not in html
        assert text not in json.dumps(document, ensure_ascii=False)
    assert document["mentorships"][0]["mentee_no"] == "（另一位成员）"


def test_it_is_one_event(me: User, book: Ledger) -> None:
    before = book.size()
    export_of(ME, me)
    assert book.size() == before + 1
    payload = book.entries(before + 1, 1)[0].payload
    assert payload is not None
    assert (payload["actor"], payload["verb"], set(payload["subjects"])) == ("me", "export", {f"member:{ME}"})


def test_a_list_is_put_together_per_day(me: User, office: User, book: Ledger) -> None:
    from lianxin.trust.queries import looks

    for _ in range(3):
        with ledger.event(Who("office", "office", user=office), "members.list"):
            list(visible_to(office, "members"))
    with ledger.event(me.who, "portal", purpose=Purpose("own")):
        (line,) = [one for one in looks(ME) if one.what == "members.list"]
    assert (line.times, line.among, line.reason) == (3, True, "")


def test_another_member_stays_unnamed(me: User, user: Any) -> None:
    """The mentee looks at the pairing, in which the mentor stands too."""
    from lianxin.trust.queries import looks, words

    mentee = user("member", username="13833334444", member_no=OTHER, display_name=OTHERS_NAME)
    with ledger.event(mentee.who, "portal", purpose=Purpose("own")):
        list(visible_to(mentee, "mentorships"))
    with ledger.event(me.who, "portal", purpose=Purpose("own")):
        look = looks(ME)[0]
    assert look.kinds == ("mentorships",)
    assert (look.username, look.person, look.own) == ("", "", False)
    assert (words(look)["person"], words(look)["role"]) == ("成员", "")  # said once


def test_what_nobody_did_is_the_system_s(book: Ledger, db: None) -> None:
    from lianxin.trust.queries import looks, words

    with ledger.event(Who("system", "system"), "t"):
        ledger.seen(["member:M1"], "account")
    with ledger.event(Who("chen", "office"), "t"):
        (look,) = looks("M1")
    assert (words(look)["person"], words(look)["role"]) == ("系统", "")
