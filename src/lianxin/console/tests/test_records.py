"""Records on pages: found, entered, changed, removed, taken back; told to the ledger; escaped."""

import re
from html import escape
from io import BytesIO

import openpyxl
import pytest
from django.test import Client
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from lianxin.console.tests.conftest import DAY, Kept
from lianxin.console.tests.pages import ask, find, shown
from lianxin.council.models import MEETING_KIND, Meeting
from lianxin.market.models import Investment
from lianxin.people.models import Member, Organisation
from lianxin.records.models import Change


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("张三", {"M1"}),
        ("zsf", {"M1"}),
        ("lisi", {"M2"}),
        ("shantf", {"M3"}),
        ("m2", {"M2"}),
        ("chengguan", {"M1"}),
        ("13800000003", {"M3"}),
        ("1380000000", set()),
        ("没有的人", set()),
    ],
)
def test_search(search: str, found: set[str], members: list[Member], office: Client) -> None:
    address = find(office, "members", search=search)
    assert re.fullmatch(r"/records/members/\?s=[\w-]+", address)
    page = ask(office, address)
    assert set(shown(page)) == found
    assert escape(search) in page
    if not found:
        assert "没有" in page or "No record" in page


def test_only_what_is_found_counts_as_seen(members: list[Member], office: Client, kept: Kept) -> None:
    address = find(office, "members", search="lisi")
    kept.events.clear()
    ask(office, address)
    assert [sorted(e["subjects"]) for e in kept.events] == [["member:M2"]]


def test_filters_stand_in_words_and_in_the_address(members: list[Member], office: Client) -> None:
    address = find(office, "members", kind="写作", **{"joined_on.from": "2021-01-03"})
    assert address == "/records/members/?kind=%E5%86%99%E4%BD%9C&joined_on.from=2021-01-03"
    assert shown(ask(office, address)) == ["M3"]
    assert shown(ask(office, find(office, "members", focus="yes"))) == ["M1"]
    assert shown(ask(office, find(office, "members", organisation="-"))) == ["M3", "M2"]
    assert shown(ask(office, find(office, "contacts", member_no="zhangsan"))) == ["L1"]
    assert shown(ask(office, find(office, "cases", support_units="cgz"))) == ["Q3", "Q2", "Q1"]
    page = ask(office, "/records/contacts/?member_no=M1&date.to=2021-01-01")
    assert "M1 张三丰" in page and "2021-01-01" in page
    assert shown(ask(office, "/records/members/?joined_on.from=nonsense&kind=&nonsense=1")) == [
        "M3",
        "M2",
        "M1",
    ]


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("member_no", ["M1", "M2", "M3"]),
        ("-joined_on", ["M3", "M2", "M1"]),
        ("name", ["M3", "M2", "M1"]),  # dan, li, zhang
        ("phone", ["M3", "M2", "M1"]),  # masked: the sheet's own order
        ("nonsense", ["M3", "M2", "M1"]),
    ],
)
def test_sorting(sort: str, order: list[str], members: list[Member], office: Client) -> None:
    assert shown(ask(office, f"/records/members/?sort={sort}")) == order


def test_columns_are_remembered(members: list[Member], office: Client) -> None:
    office.post("/records/members/columns", {"column": ["member_no", "phone"]})
    page = ask(office, "/records/members/")
    assert "138****0001" in page and "13800000001" not in page
    assert "张三丰" not in page
    book = openpyxl.load_workbook(BytesIO(office.get("/records/members/list.xlsx?kind=主播").content))
    rows = list(book.active.values)
    assert rows == [("成员编号", "手机号"), ("M2", "138****0002")]


def test_totals(members: list[Member], office: Client) -> None:
    for n in (1, 2):
        Investment.objects.create(project_no=f"X{n}", title="冷库", amount=1234567, signed_on=DAY)
    assert "2,469,134.00" in ask(office, "/records/investments/")
    assert "1,234,567.00" in ask(office, find(office, "investments", search="X1"))


def test_a_page_holds_fifty(members: list[Member], office: Client) -> None:
    for n in range(60):
        Meeting.objects.create(meeting_no=f"H{n:02d}", title="例会", kind=MEETING_KIND[0], held_on=DAY)
    assert len(shown(ask(office, "/records/meetings/"))) == 50
    assert len(shown(ask(office, "/records/meetings/?page=2"))) == 10


def test_a_record(members: list[Member], office: Client) -> None:
    page = ask(office, f"/records/members/{members[0].pk}/")
    assert "138****0001" in page and "13800000001" not in page
    unit = Organisation.unscoped.get()
    assert f'href="/records/organisations/{unit.pk}/"' in page
    assert 'href="/records/contacts/?member_no=M1"' in page


def test_entering_changing_removing(members: list[Member], office: Client, kept: Kept) -> None:
    wrong = {"member_no": "M9", "name": "赵六", "kind": "主播", "joined_on": "昨天", "focus": "否"}
    answer = office.post("/records/members/new", wrong)
    assert answer.status_code == 400
    page = answer.content.decode()
    assert "昨天" in page and 'id="id_joined_on_error"' in page and "赵六" in page
    made = office.post("/records/members/new", wrong | {"joined_on": "2021-05-01"}).headers["Location"]
    pk = int(made.rstrip("/").rpartition("/")[2])
    assert Member.unscoped.get(pk=pk).name == "赵六"
    first = office.get(f"{made}edit").context["form"]
    seen = office.get(f"{made}edit").context["seen_at"]
    sent = {n: first.initial[n] for n in first.fields} | {
        f"initial-{n}": first.initial[n] for n in first.fields
    }
    office.post(f"{made}edit", sent | {"town": "青溪镇", "seen_at": seen})
    assert Member.unscoped.get(pk=pk).town == "青溪镇"
    page = ask(office, made)
    assert "青溪镇" in page and page.count('action="/records/members/undo/') == 1
    undo = re.search(r'action="(/records/members/undo/\d+)"', page)[1]
    assert office.post(undo).headers["Location"] == made
    assert Member.unscoped.get(pk=pk).town == ""
    assert office.post(f"{made}remove").headers["Location"] == "/records/members/"
    ask(office, made, 404)
    back = re.search(r'action="(/records/members/undo/\d+)"', ask(office, "/records/members/removed/"))[1]
    office.post(back)
    assert Member.unscoped.get(pk=pk).name == "赵六"
    verbs = [e["verb"] for e in kept.events if e["verb"] != "read"]
    assert verbs == ["add", "change", "undo", "remove", "undo"]


def test_what_cannot_be_taken_back(members: list[Member], office: Client) -> None:
    pk = members[0].pk
    change = Change.objects.create(sheet="members", record=pk, before={"town": "甲"}, after={"town": "乙"})
    answer = office.post(f"/records/members/undo/{change.pk}", {"pk": pk}, follow=True)
    assert answer.redirect_chain == [(f"/records/members/{pk}/", 302)]
    assert "不能撤销" in answer.content.decode()
    assert office.post("/records/members/undo/999999").status_code == 404


def test_the_way_to_a_list(members: list[Member], office: Client) -> None:
    assert 'href="/records/cases/"' in ask(office, "/records/")
    assert 'href="/records/"' in ask(office, "/records/members/")


def test_a_search_nobody_remembers(members: list[Member], office: Client) -> None:
    page = ask(office, "/records/members/?s=forgotten")
    assert "重新输入" in page and len(shown(page)) == 3


def test_a_record_in_use_stays(members: list[Member], office: Client) -> None:
    page = ask(office, f"/records/members/{members[0].pk}/remove")
    assert "/records/contacts/?member_no=M1" in page
    answer = office.post(f"/records/members/{members[0].pk}/remove")
    assert answer.status_code == 409
    assert Member.unscoped.count() == 3


def test_two_people_at_one_record(members: list[Member], office: Client) -> None:
    address = f"/records/members/{members[0].pk}/edit"
    page = office.get(address)
    form, seen = page.context["form"], page.context["seen_at"]
    sent = {n: form.initial[n] for n in form.fields} | {f"initial-{n}": form.initial[n] for n in form.fields}
    sent |= {"seen_at": seen}
    office.post(address, sent | {"town": "甲镇", "industry": "茶"})
    refused = office.post(address, sent | {"town": "乙镇", "stage_name": "三丰"})
    assert refused.status_code == 400
    again = refused.context["form"]
    assert (again["town"].value(), again["stage_name"].value(), again["industry"].value()) == (
        "乙镇",
        "三丰",
        "茶",
    )
    assert "甲镇" in str(again.errors["town"]) and "stage_name" not in again.errors
    now = Member.unscoped.get(pk=members[0].pk)
    assert (now.town, now.stage_name) == ("甲镇", "")
    sent = {n: again[n].value() for n in again.fields} | {
        f"initial-{n}": again.initial[n] for n in again.fields
    }
    office.post(address, sent | {"seen_at": refused.context["seen_at"]})
    now = Member.unscoped.get(pk=members[0].pk)
    assert (now.town, now.stage_name, now.industry) == ("乙镇", "三丰", "茶")
    assert office.post(address, {k: v for k, v in sent.items() if k != "seen_at"}).status_code == 400


def test_a_mask_is_not_stored(members: list[Member], office: Client) -> None:
    address = f"/records/members/{members[0].pk}/edit"
    page = office.get(address)
    form = page.context["form"]
    sent = {n: form.initial[n] for n in form.fields} | {f"initial-{n}": form.initial[n] for n in form.fields}
    sent |= {"seen_at": page.context["seen_at"], "town": "青溪镇"}
    assert office.post(address, sent | {"phone": "138****0002"}).status_code == 400
    assert office.post(address, sent).status_code == 302
    found = Member.unscoped.get(pk=members[0].pk)
    assert (found.phone, found.town) == ("13800000001", "青溪镇")


def test_ticked_rows(members: list[Member], office: Client, kept: Kept) -> None:
    ticks = {"row": [str(m.pk) for m in members[:2]], "change": "kind"}
    page = office.post("/records/members/change", ticks).content.decode()
    assert "写作" in page and "主播" in page
    told = office.post("/records/members/change", ticks | {"kind": "其他", "step": "look"})
    assert "<strong>其他</strong>" in told.content.decode()
    assert not Change.objects.exists()
    assert office.post("/records/members/change", ticks | {"kind": "错", "step": "write"}).status_code == 200
    done = office.post("/records/members/change", ticks | {"kind": "其他", "step": "write"})
    assert done.headers["Location"] == "/records/members/"
    assert [m.kind for m in Member.unscoped.order_by("pk")] == ["其他", "其他", "写作"]
    changes = [e for e in kept.events if e["verb"] == "change"]
    assert [sorted(e["subjects"]) for e in changes] == [["member:M1", "member:M2"]]
    for change in ("member_no", "name", "nonsense"):
        assert office.post("/records/members/change", ticks | {"change": change}).status_code == 404


def test_what_a_reference_may_be(members: list[Member], office: Client) -> None:
    page = office.post("/records/contacts/options/member_no", {"member_no": "lis"}).content.decode()
    assert page.strip() == '<option value="M2">李四</option>'
    assert not office.post("/records/contacts/options/member_no", {"member_no": ""}).content.strip()
    assert office.post("/records/contacts/options/summary", {"summary": "x"}).status_code == 404


awkward = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"]), max_size=12).map(
    lambda s: f"{s}<b>'\"&{{{{x}}}}{{%y%}}"
)


@hypothesis_settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(text=awkward)
def test_texts_come_back_escaped(text: str, members: list[Member], office: Client) -> None:
    Member.objects.filter(pk=members[0].pk).update(name=text, town=text)
    pages = [
        ask(office, "/records/members/"),
        ask(office, f"/records/members/{members[0].pk}/"),
        ask(office, f"/records/members/{members[0].pk}/edit"),
        ask(office, find(office, "members", search=text)),
        ask(office, "/records/contacts/"),
    ]
    for page in pages:
        assert "<b>'" not in page
        assert "&lt;b&gt;&#x27;&quot;&amp;{{x}}{%y%}" in page
