"""Who sees which rows: every role against every rule, and reads in nobody's name refused."""

import ast
import datetime as dt
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.http import Http404
from django.test.utils import CaptureQueriesContext

from lianxin.accounts.models import User
from lianxin.core import hooks, ledger, scope, sheets
from lianxin.core.fields import PersonalField
from lianxin.core.ledger import Who
from lianxin.core.scope import Unscoped
from lianxin.core.slices import MASKED, SLICES, masked, may_write, slices_for
from lianxin.liaison.models import Assignment, Case, Contact, Officer
from lianxin.people.models import Member, Organisation
from lianxin.records.access import can_change, columns_for, get_record_for, visible_to
from lianxin.records.models import Record
from lianxin.trust.actions import open_request
from lianxin.trust.queries import export_of

SOURCE = Path(__file__).parent.parent / "src" / "lianxin"
#: No human sees what these read, or they say themselves whom they show (`ledger.seen`).
MAY_READ_UNSCOPED = {
    "core/scope.py",
    "learning/access.py",  # which event is the purpose of a look
    "liaison/access.py",  # who is paired with whom decides what an officer may see
    "people/queries/unseen.py",  # names compared and words counted, within what the actor may read
    "records/access.py",  # whether one row is the officer's own
    "records/actions/stored.py",
    "records/queries/listing.py",  # looks through what the actor may read; what it shows is read in scope
    "records/actions/writing.py",
    "records/models.py",
    "records/queries/tables.py",  # fact tables, without personal columns
    "spaces/access.py",  # which booking is the purpose of a look; whether it is the actor's to change
    "spaces/actions/arriving.py",  # which sessions time has settled
    "spaces/actions/holding.py",  # the booking in hand; its act names the member
    "spaces/actions/keeping.py",  # rows are written
    "spaces/actions/telling.py",  # where a member's message goes
    "spaces/queries/about.py",  # numbers of members with something ahead
    "spaces/queries/clashing.py",  # which booking is in the way of a row
    "spaces/queries/ical.py",  # a secret link; of a member's own it is told who reads it
    "spaces/queries/use.py",  # minutes added up
    "spaces/queries/doors.py",  # studios are nobody's
    "spaces/queries/known.py",  # times that are taken, studios
    "spaces/queries/plans.py",  # of other people's bookings only the times
    "planning/queries/beginning.py",  # who is a member still; whoever shows the numbers tells
    "planning/queries/listed.py",  # what is on sale on which platform, and which platform a session is on
    "planning/queries/past.py",  # pieces added up by session and product
    "planning/queries/drawing.py",  # products and whose they are
    "planning/queries/names.py",  # names of products
    "sales/queries.py",  # accounts that order lines are credited to
    "sales/actions/live.py",
    "console/queries/names.py",
    "public/queries/creators.py",  # who consented to be read by everybody
    "trust/actions/forgetting.py",  # rows are emptied
    "trust/actions/retention.py",  # rows are emptied
    "trust/queries/keeping.py",  # rows are counted
    "trust/queries/matters.py",  # ids of rows that bear a name
    "trust/queries/numbers.py",  # rows that a finder leads to; only the person's own export shows them
    "trust/queries/partners.py",  # names of units
    "portal/queries/names.py",  # what keys stand for, in open columns
}
ROLES = [role.value for role in User.Role]
#: Models that name a member or hold personal words and are no sheet: what decides who reads their rows.
BESIDE_THE_SHEETS = {
    "accounts.User": "accounts.access.users_visible_to",
    "people.Alias": "people.queries.subjects_of_member",
    "planning.CreatorTerms": "planning.access.terms_of",
    "planning.Disruption": "planning.access.disruptions_of",
    "planning.Loaded": "records.access.get_batch_for",  # only counted, and taken back with its batch
    "planning.Mark": "planning.access.marks_of",
    "planning.Proposal": "planning.access.proposal_for",
    "planning.Version": "planning.access.version_for",
    "public.Shown": "trust.queries.looks",  # the ledger's own entries; the table only counts days
    "spaces.Arrangement": "spaces.access.bookable",
    "spaces.Loan": "spaces.access.loans_of",
    "spaces.Series": "spaces.access.series_for",
    "spaces.Waiting": "spaces.access.waiting_for",
    "trust.Consent": "trust.access.may_act_for",
    "trust.Erasure": "trust.access.may_keep",
    "trust.Request": "trust.access.get_request_for",
    "trust.Step": "trust.access.get_request_for",
}
#: What their rows say stands in the copy in other words: as entries of the ledger, as an answered request.
NOT_IN_THE_COPY = {"public.Shown", "trust.Erasure"}


def names_somebody(model: Any) -> bool:
    """A sealed text, a member's number, or a link to a row about somebody."""
    return any(
        isinstance(field, PersonalField)
        or field.name in ("member_no", "member")
        or getattr(field.related_model, "__name__", "") in ("Member", "Booking", "Case", "Contact")
        for field in model._meta.concrete_fields
    )


def beside_the_sheets() -> dict[str, Any]:
    ruled = {rule.model for rule in scope.rules()}
    ours = (m for m in apps.get_models() if m.__module__.startswith("lianxin.") and m not in ruled)
    return {model._meta.label: model for model in ours if names_somebody(model)}


def test_whatever_names_somebody_says_who_reads_it() -> None:
    assert set(beside_the_sheets()) == set(BESIDE_THE_SHEETS)
    for said in BESIDE_THE_SHEETS.values():
        module, name = f"lianxin.{said}".rsplit(".", 1)
        assert callable(getattr(import_module(module), name)), said


@pytest.mark.django_db
def test_whatever_names_somebody_is_in_the_person_s_copy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every such table is asked for the person; what is made of the rows is tested with each."""
    beside = [find for find in hooks.about_member if not find.__module__.startswith("lianxin.reports")]
    monkeypatch.setattr(hooks, "about_member", beside)  # figures are heavy
    Member.unscoped.create(
        member_no="M1", name="张三", kind="主播", joined_on=dt.date(2021, 1, 1), focus=False
    )
    me = User.objects.create_user("m1", role="member", member_no="M1")
    with ledger.event(me.who, "test"):
        open_request(member_no="M1", kind="object", text="不要发短信", actor=me)
    with CaptureQueriesContext(connection) as asked:
        export_of("M1", me)
    read = " ".join(query["sql"] for query in asked.captured_queries)
    tables = {label: f'"{model._meta.db_table}"' for label, model in beside_the_sheets().items()}
    tables |= {
        rule.model._meta.label: f'"{rule.model._meta.db_table}"' for rule in scope.rules() if rule.about
    }
    assert {label for label, table in tables.items() if table not in read} == NOT_IN_THE_COPY


def test_every_record_has_a_rule() -> None:
    records = {model for model in apps.get_models() if issubclass(model, Record)}
    assert records == {rule.model for rule in scope.rules()}
    assert records == {s.model for s in sheets.sheets()}


def test_a_rule_names_every_reference_to_a_member() -> None:
    """One that the rule did not name would be a row about a person of which nobody is told."""
    for rule in scope.rules():
        direct = {f.name for f in rule.model._meta.fields if f.related_model is Member}
        assert direct <= set(rule.about), rule.model


@pytest.mark.parametrize("path", sorted(SOURCE.rglob("*.py")), ids=lambda p: str(p.relative_to(SOURCE)))
def test_few_modules_read_unscoped(path: Path) -> None:
    if "tests" in path.parts or str(path.relative_to(SOURCE)) in MAY_READ_UNSCOPED:
        return
    named = [n for n in ast.walk(ast.parse(path.read_text())) if isinstance(n, ast.Attribute)]
    assert not [n.lineno for n in named if n.attr in ("unscoped", "_base_manager", "raw", "extra")]


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("rule", scope.rules(), ids=lambda r: r.model.__name__)
def test_slices(role: str, rule: Any) -> None:
    """Said again, the other way round: from the charter's table rather than from the code's branches."""
    found = slices_for(role, rule=rule)
    assert found <= set(SLICES)
    if role == "administrator":
        assert not found
    if role in ("office", "auditor"):
        assert found == {"all"}
    if rule.personal and not rule.contact and role not in ("office", "auditor", *rule.keepers):
        assert "all" not in found
    if role in ("member", "grower"):
        assert found <= {"self", "own_growing"}
    assert not (role == "auditor" and may_write(role, rule=rule, own=True))


@pytest.mark.parametrize(
    ("category", "text", "shown"),
    [
        ("phone", "13812345678", "138****5678"),
        ("phone", "0830-4234567", "083****4567"),
        ("phone", "120", "***"),
        ("contact", "欧阳小明", "欧***"),
        ("contact", "李", "李*"),
        ("contact", "", ""),
    ],
)
def test_masked(category: str, text: str, shown: str) -> None:
    assert category in MASKED
    assert masked(category, text) == shown


class Kept:
    """A store that keeps events in memory."""

    def __init__(self) -> None:
        self.events: list[dict[str, Any]] = []

    def append(self, payload: dict[str, Any], subjects: Any) -> None:
        self.events.append(payload)


@pytest.fixture
def kept(monkeypatch: pytest.MonkeyPatch) -> Kept:
    store = Kept()
    monkeypatch.setattr(ledger, "_openers", [lambda: store])
    return store


@pytest.fixture
def district(db: None) -> dict[str, Any]:
    day = dt.date(2021, 1, 1)
    unit = Organisation.objects.create(name="城关镇", kind="成员单位", contact="李明", phone="13811112222")
    members = [
        Member.objects.create(
            member_no=no, name=f"张{no}", kind="主播", joined_on=day, focus=True, organisation=org
        )
        for no, org in (("M1", unit), ("M2", None))
    ]
    officer = Officer.objects.create(officer_no="G1", name="王干部", role="干部")
    Assignment.objects.create(officer=officer, member=members[0], starts_on=day)
    for n, member in enumerate(members):
        Contact.objects.create(
            contact_no=f"C{n}", officer=officer, member=member, date=day, channel="电话", reached=True
        )
        Case.objects.create(
            case_no=f"Q{n}",
            member=member,
            category="其他",
            title="仓库",
            opened_on=day,
            support_units=[["城关镇"], []][n],
        )
    return {"unit": unit, "members": members}


def actor(role: str, **stands_for: str) -> User:
    return User(username=role, role=role, **stands_for)


WHO = {
    "office": ({"M1", "M2"}, {"C0", "C1"}, {"Q0", "Q1"}),
    "auditor": ({"M1", "M2"}, {"C0", "C1"}, {"Q0", "Q1"}),
    "administrator": (set(), set(), set()),
    "liaison_officer": ({"M1", "M2"}, {"C0"}, {"Q0"}),
    "unit_contact": ({"M1"}, set(), {"Q0"}),
    "studio_manager": ({"M1", "M2"}, set(), set()),
    "trainer": ({"M1", "M2"}, set(), set()),
    "market_staff": ({"M1", "M2"}, set(), set()),
    "member": ({"M2"}, {"C1"}, {"Q1"}),
    "grower": (set(), set(), set()),
}
STANDS_FOR: dict[str, dict[str, str]] = {
    "liaison_officer": {"officer_no": "G1"},
    "unit_contact": {"unit": "城关镇"},
    "member": {"member_no": "M2"},
    "grower": {"unit": "城关镇"},
}


@pytest.mark.parametrize("role", sorted(WHO))
def test_rows(role: str, district: dict[str, Any], kept: Kept) -> None:
    who = actor(role, **STANDS_FOR.get(role, {}))
    with ledger.event(Who(role, role), "test"):
        members = {m.member_no for m in visible_to(who, "members")}
        contacts = {c.contact_no for c in visible_to(who, "contacts")}
        cases = {c.case_no for c in visible_to(who, "cases")}
    assert (members, contacts, cases) == WHO[role]
    told = set(kept.events[0]["subjects"]) if kept.events else set()
    assert told >= {f"member:{no}" for no in members}


def test_an_account_that_stands_for_nobody_sees_nobody(district: dict[str, Any], kept: Kept) -> None:
    for role in ("member", "unit_contact", "grower"):
        with ledger.event(Who(role, role), "test"):
            assert not list(visible_to(actor(role), "cases"))
            assert not list(visible_to(actor(role), "members"))


def test_a_user_who_was_disabled_sees_nothing(district: dict[str, Any]) -> None:
    assert not visible_to(User(role="office", is_active=False), "members").exists()


def test_names_only_of_other_officers_members(district: dict[str, Any]) -> None:
    officer = actor("liaison_officer", officer_no="G1")
    own, other = district["members"]
    assert "phone" in columns_for(officer, own)
    assert columns_for(officer, other) == {"member_no", "name", "stage_name"}
    assert can_change(officer, own)
    assert not can_change(officer, other)


def test_a_stranger_and_a_missing_record_are_alike(district: dict[str, Any], kept: Kept) -> None:
    office, member = actor("office"), actor("member", member_no="M2")
    with ledger.event(Who("o", "office"), "test"):
        foreign = get_record_for(office, "cases", Case.unscoped.get(case_no="Q0").pk)
        for pk in (foreign.pk, 10**9):
            with pytest.raises(Http404):
                get_record_for(member, "cases", pk)


def test_reading_in_nobodys_name_is_refused(district: dict[str, Any], kept: Kept) -> None:
    with ledger.event(Who("o", "office"), "test"):
        for read in (
            lambda: list(Member.objects.all()),
            lambda: Member.objects.get(member_no="M1"),
            lambda: list(Member.objects.values("name")),
            lambda: list(Member.objects.values_list("name", flat=True)),
            lambda: list(Member.objects.iterator()),
            Member.objects.in_bulk,
            lambda: Contact.unscoped.first().member,
            lambda: list(Member.objects.filter(pk=1) | Member.objects.filter(pk=2)),
        ):
            with pytest.raises(Unscoped):
                read()
    assert not kept.events


def test_reading_outside_an_event_is_refused(district: dict[str, Any]) -> None:
    with pytest.raises(ledger.NoEvent):
        list(visible_to(actor("office"), "members"))


@pytest.mark.parametrize(
    "read",
    [
        list,
        lambda rows: list(rows.values("stage_name")),
        lambda rows: list(rows.values_list("pk")),
        lambda rows: list(rows.iterator()),
        lambda rows: [rows.order_by("pk")[0], rows.order_by("pk")[1]],
        lambda rows: list(rows.values("stage_name")[:2]),
        lambda rows: rows.collect(),
    ],
)
def test_every_way_of_reading_is_told(read: Any, district: dict[str, Any], kept: Kept) -> None:
    with ledger.event(Who("o", "office"), "test"):
        read(visible_to(actor("office"), "members"))
    assert kept.events[0]["subjects"] == {"member:M1": ["members"], "member:M2": ["members"]}


def test_a_contact_person_is_told_under_the_unit(district: dict[str, Any], kept: Kept) -> None:
    with ledger.event(Who("o", "office"), "test"):
        list(visible_to(actor("office"), "organisations"))
    assert kept.events[0]["subjects"] == {"unit:城关镇": ["organisations"]}


def test_nothing_is_shown_when_the_store_fails(
    district: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ledger, "_openers", [])
    with pytest.raises(ledger.LedgerUnavailable), ledger.event(Who("o", "office"), "test"):
        list(visible_to(actor("office"), "members"))


def test_an_act_without_its_event_is_no_act(
    district: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ledger, "_openers", [])
    with (
        pytest.raises(ledger.LedgerUnavailable),
        ledger.act("change", ["member:M1"], kind="members", who=Who("o", "office")),
    ):
        Member.objects.filter(member_no="M1").update(industry="茶")
    assert Member.unscoped.get(member_no="M1").industry == ""
