"""The pages of reports: what is typed is never lost, what is checked is what was read."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from lianxin.accounts.models import User
from lianxin.core import ledger
from lianxin.engines.ledger import Ledger
from lianxin.jobs.actions import work_once
from lianxin.records.actions import import_paths
from lianxin.reports import actions
from lianxin.reports.models import Edition

CHART = "{{ people.members | style=chart | by=kind }}"
TEXT = f"# 成员\n\n全区在库成员{{{{ people.members }}}}，其中12个是新的。\n\n{CHART}\n"


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ledger]:
    Ledger.make(tmp_path / "ledger")
    found = Ledger(tmp_path / "ledger", bytes(32))
    monkeypatch.setattr(ledger, "_openers", [lambda: found])
    monkeypatch.setattr("lianxin.reports.queries.editions.book", lambda: found)
    yield found
    found.close()


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, db: None, book: Ledger) -> None:
    monkeypatch.setenv("LIANXIN_HOME", str(tmp_path / "home"))
    (tmp_path / "home").mkdir()
    members = [f"M{n:03d},张{n},{'主播' if n % 4 else '写作'},2020-01-01,是" for n in range(44)]
    (tmp_path / "成员.csv").write_text(
        "成员编号,姓名,成员类别,加入日期,重点联系\n" + "\n".join(members), encoding="utf-8-sig"
    )
    found = import_paths(paths=[tmp_path / "成员.csv"], actor=None)
    assert not [problem for file in found["files"] for problem in file["problems"]]


@pytest.fixture
def people(db: None) -> dict[str, User]:
    roles = {"li": "office", "wang": "office", "auditor": "auditor"}
    return {name: User.objects.create_user(name, role=role) for name, role in roles.items()}


@pytest.fixture
def draft(home: None, people: dict[str, User]) -> Edition:
    edition = actions.start_draft(period="2021", template="summary", actor=people["li"])
    values = {"title": "2021年一页通", "text": TEXT, "public": True}
    return actions.save_draft(edition_no=edition.pk, values=values, actor=people["li"])


def sent(edition: Edition, **changes: object) -> dict[str, Any]:
    """The editor's form as the page would send it."""
    values = {name: getattr(edition, name) for name in ("title", "office", "period", "text")}
    return {**values, "public": "on", "seen": edition.version, "do": "save", **changes}


def words(response: Any, status: int = 200) -> str:
    assert response.status_code == status, response.content.decode()[-2000:]
    return str(response.content.decode())


def test_begun_from_a_template(client: Client, home: None, people: dict[str, User]) -> None:
    client.force_login(people["li"])
    words(client.post(reverse("reports:new"), {"template": "summary", "usual": "", "other": "2O21"}), 400)
    response = client.post(
        reverse("reports:new"), {"template": "summary", "usual": "2020", "other": "2021Q3"}
    )
    edition = Edition.objects.get()
    assert response.headers["Location"] == reverse("reports:edit", args=[edition.pk])
    assert edition.period == "2021Q3"
    assert edition.title in words(client.get(reverse("reports:editions")))


def test_preview_saves_nothing_and_says_what_is_wrong(client: Client, draft: Edition, people: Any) -> None:
    client.force_login(people["li"])
    changed = sent(draft, text=TEXT + "\n另有{{ people.membres }}。")
    html = words(client.post(reverse("reports:preview", args=[draft.pk]), changed))
    assert "一、成员" in html
    assert 'target="_blank">44名</a>' in html
    assert '<span class="typed" title="没有凭据">12</span>' in html
    assert 'data-line="7"' in html
    assert "people.membres" in html
    assert "<svg" in html
    draft.refresh_from_db()
    assert draft.text == TEXT


def test_nothing_typed_is_lost(client: Client, draft: Edition, people: Any) -> None:
    """A wrong field, somebody who was quicker, an edition published meanwhile."""
    client.force_login(people["li"])
    address = reverse("reports:edit", args=[draft.pk])
    mine = sent(draft, text="我写的\n", title="我的标题")
    assert "我写的" in words(client.post(address, mine | {"period": "2O21"}), 400)
    actions.save_draft(edition_no=draft.pk, values={"text": "王写的\n"}, actor=people["wang"])
    html = words(client.post(address, mine), 409)
    assert "我写的\n</textarea>" in html
    assert "我的标题" in html
    assert "王写的" in html  # theirs, beside it
    assert f'name="seen" value="{draft.version + 1}"' in html
    assert client.post(address, mine | {"seen": draft.version + 1}).status_code == 302
    draft.refresh_from_db()
    assert draft.text == "我写的\n"
    assert [text.text for text in draft.texts.all()][:2] == ["王写的\n", TEXT]
    page = words(client.get(reverse("reports:history", args=[draft.pk]), {"version": draft.version - 1}))
    assert "王写的" in page
    assert "王写的" in words(client.get(address, {"version": draft.version - 1}))


def test_line_ends_of_the_browser_change_nothing(client: Client, draft: Edition, people: Any) -> None:
    client.force_login(people["li"])
    client.post(reverse("reports:edit", args=[draft.pk]), sent(draft, text=TEXT.replace("\n", "\r\n")))
    before = draft.version
    draft.refresh_from_db()
    assert draft.version == before


@pytest.mark.parametrize(
    ("asked", "found"), [("zkcy", True), ("在库", True), ("people.mem", True), ("参训", False)]
)
def test_figures_are_found_as_they_are_typed(
    asked: str, found: bool, client: Client, draft: Edition, people: Any
) -> None:
    client.force_login(people["li"])
    html = words(client.get(reverse("reports:figures", args=[draft.pk]), {"q": asked}))
    assert ("{{ people.members | style=phrase }}" in html) == found
    assert "by=member_no" not in html


def test_the_author_does_not_check(client: Client, draft: Edition, people: Any) -> None:
    address = reverse("reports:check", args=[draft.pk])
    client.force_login(people["li"])
    assert "审核通过，可以发布" not in words(client.get(address))
    client.post(address, {"seen": draft.version})
    draft.refresh_from_db()
    assert draft.status == "draft"


def test_what_is_checked_is_what_was_read(client: Client, draft: Edition, people: Any) -> None:
    address = reverse("reports:check", args=[draft.pk])
    client.force_login(people["wang"])
    assert "审核通过，可以发布" in words(client.get(address))
    actions.save_draft(edition_no=draft.pk, values={"text": TEXT + "改。"}, actor=people["li"])
    client.post(address, {"seen": draft.version})
    assert Edition.objects.get().status == "draft"


@pytest.fixture
def published(client: Client, draft: Edition, people: Any) -> Edition:
    """As the pages do it: checked by another, with a reason for the number that was typed."""
    client.force_login(people["wang"])
    client.post(reverse("reports:check", args=[draft.pk]), {"seen": draft.version})
    address = reverse("reports:publish", args=[draft.pk])
    assert "须写明理由" in words(client.post(address, {"reason": " "}), 400)
    assert client.post(address, {"reason": "来自上级通报"}).status_code == 302
    waiting = reverse("reports:publishing", args=[draft.pk])
    assert "正在发布" in words(client.get(waiting))
    work_once(threading.Event())
    leads = client.get(waiting, headers={"hx-request": "true"})
    assert leads.headers["HX-Redirect"] == reverse("reports:edition", args=[draft.pk])
    draft.refresh_from_db()
    assert draft.status == "published", draft.status
    return draft


def test_published_and_withdrawn(client: Client, published: Edition, people: Any) -> None:
    address = reverse("reports:edition", args=[published.pk])
    html = words(client.get(address))
    receipt = reverse("console:receipt", args=["people.members"])
    assert f'href="{receipt}?period=2021&amp;snapshot={published.snapshot}"' in html
    assert "来自上级通报" in html
    client.post(reverse("reports:edit", args=[published.pk]), sent(published, text="改"))
    published.refresh_from_db()
    assert published.text == TEXT
    assert client.post(reverse("reports:withdraw", args=[published.pk]), {"reason": ""}).status_code == 200
    client.post(reverse("reports:withdraw", args=[published.pk]), {"reason": "数字有误"})
    assert "数字有误" in words(client.get(address))


def test_taken_out_and_verified(client: Client, published: Edition) -> None:
    """Every form comes back sound; one digit changed by hand is found; another program's file is refused."""
    check = reverse("reports:verify")
    for form in ("docx", "pdf", "html", "xlsx", "json"):
        response = client.get(reverse("reports:download", args=[published.pk, form]))
        assert "attachment" in response.headers["Content-Disposition"]
        content = b"".join(response.streaming_content)
        file = SimpleUploadedFile(f"x.{form}", content)
        assert "文件与记录一致" in words(client.post(check, {"file": file})), form
        if form == "html":
            changed = content.replace("44名</a>".encode(), "46名</a>".encode())
            assert changed != content
            html = words(client.post(check, {"file": SimpleUploadedFile("x.html", changed)}))
            assert "46" in html
            assert "文件与记录一致" not in html
    words(client.post(check, {"file": SimpleUploadedFile("x.pdf", b"nothing")}), 400)
    assert client.get(reverse("reports:download", args=[published.pk, "exe"])).status_code == 404


def test_what_is_different_now(client: Client, published: Edition, tmp_path: Path) -> None:
    address = reverse("reports:differences", args=[published.pk])
    assert "没有变化" in words(client.get(address))
    late = tmp_path / "成员.csv"
    late.write_text(
        "成员编号,姓名,成员类别,加入日期,重点联系\nM900,张九,主播,2020-01-01,是\n", encoding="utf-8-sig"
    )
    import_paths(paths=[late], actor=None)
    html = words(client.get(address))
    assert "当时印出 44 名" in html
    assert "现在 45 名" in html
    assert "M900" in html
    assert "44名" in words(client.get(reverse("reports:edition", args=[published.pk])))


def test_the_open_page(client: Client, published: Edition) -> None:
    """Without a login, without rows, without small groups, and a cache may keep it."""
    client.logout()
    response = client.get(reverse("public:edition", args=[published.pk]))
    html = words(response)
    assert "public" in response.headers["Cache-Control"]
    assert "44名" in html
    assert "/figures/" not in html
    assert published.title in words(client.get(reverse("public:editions")))


def test_not_public_is_not_there(client: Client, draft: Edition) -> None:
    client.logout()
    assert client.get(reverse("public:edition", args=[draft.pk])).status_code == 404


def test_the_auditor_reads_and_writes_nothing(client: Client, draft: Edition, people: Any) -> None:
    client.force_login(people["auditor"])
    html = words(client.get(reverse("reports:edition", args=[draft.pk])))
    assert "44名" in html
    assert reverse("reports:edit", args=[draft.pk]) not in html
    assert client.post(reverse("reports:edit", args=[draft.pk]), sent(draft)).status_code == 403


def test_discarded(client: Client, draft: Edition, people: Any) -> None:
    client.force_login(people["li"])
    client.post(reverse("reports:discard", args=[draft.pk]))
    assert not Edition.objects.exists()


@pytest.mark.browser
def test_the_editor_in_a_browser(
    page: Any, live_server: Any, axe: Callable[[Any], None], browse_as: Any, draft: Edition, people: Any
) -> None:
    """A figure goes in at the cursor, the preview follows, an ended login and a closed tab lose nothing."""
    browse_as(page.context, live_server.url, people["li"])
    page.goto(live_server.url + reverse("reports:edit", args=[draft.pk]))
    page.wait_for_selector(".report-title")
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.set_viewport_size({"width": 1280, "height": 800})
    source = page.get_by_label("正文", exact=True)
    source.press("Control+End")
    page.locator("label[for=aside-figures]").click()
    with page.expect_response(lambda answer: "q=zdlx" in answer.url):
        page.get_by_placeholder("名称或拼音").press_sequentially("zdlx")
    page.locator(".insertables > li >> nth=3").wait_for(state="detached")  # only what was asked for is left
    page.locator(".insertables summary", has_text="重点联系成员").click()
    page.locator("[data-insert='{{ people.focus_members }}']").click()
    assert source.input_value().endswith("{{ people.focus_members }}")
    page.locator("label[for=aside-preview]").click()
    page.wait_for_selector("#preview a.shown:has-text('44名') >> nth=1")
    axe(page)
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    page.get_by_role("button", name="恢复").click()
    assert source.input_value().endswith("{{ people.focus_members }}")
    page.get_by_role("button", name="预览").click()  # the page comes back; it is still not saved
    page.goto(page.url)
    page.get_by_role("button", name="恢复").click()
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    source.press("End")
    source.press_sequentially("。")
    page.wait_for_selector("text=登录已过期")
    browse_as(page.context, live_server.url, people["li"])


@pytest.mark.browser
def test_the_other_pages_in_a_browser(
    page: Any, live_server: Any, axe: Callable[[Any], None], browse_as: Any, published: Edition, people: Any
) -> None:
    browse_as(page.context, live_server.url, people["li"])
    other = actions.start_draft(period="2021", template="summary", actor=people["wang"])
    number = [published.pk]
    for address in (
        reverse("reports:editions"),
        reverse("reports:new"),
        reverse("reports:edition", args=number),
        reverse("reports:withdraw", args=number),
        reverse("reports:differences", args=number),
        reverse("reports:verify"),
        reverse("reports:history", args=number),
        reverse("reports:check", args=[other.pk]),
        reverse("public:editions"),
        reverse("public:edition", args=number),
    ):
        page.goto(live_server.url + address)
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, address
