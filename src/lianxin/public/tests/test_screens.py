"""The big screen: only with an open link, only sums, and something to see while the lake is busy."""

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lianxin.accounts.models import User
from lianxin.core import ledger
from lianxin.engines.lake import LakeBusy
from lianxin.engines.ledger import Ledger
from lianxin.public.actions import open_screen, revoke_screen
from lianxin.public.models import ScreenLink
from lianxin.public.queries import board as boards
from lianxin.public.rules import hashed
from lianxin.records.actions import import_paths


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ledger]:
    Ledger.make(tmp_path / "ledger")
    found = Ledger(tmp_path / "ledger", bytes(32))
    monkeypatch.setattr(ledger, "_openers", [lambda: found])
    yield found
    found.close()


@pytest.fixture
def office(db: None) -> User:
    return User.objects.create_user("office", role="office", display_name="王晓梅")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, db: None) -> None:
    """Outlets of two towns and a few members of one unit, whose number nobody may tell from the screen."""
    monkeypatch.setenv("LIANXIN_HOME", str(tmp_path / "home"))
    (tmp_path / "home").mkdir()
    towns = ["白节镇"] * 20 + ["护国镇"] * 11 + ["小镇"] * 2
    outlets = "".join(f"W{n},网点{n},{town},2020-01-01\n" for n, town in enumerate(towns))
    (tmp_path / "网点.csv").write_text(f"网点编号,名称,乡镇,启用日期\n{outlets}", encoding="utf-8-sig")
    members = [f"M00{n},张{n},主播,2020-01-01,是" for n in range(3)]
    (tmp_path / "成员.csv").write_text(
        "成员编号,姓名,成员类别,加入日期,重点联系\n" + "\n".join(members), encoding="utf-8-sig"
    )
    found = import_paths(paths=[tmp_path / "网点.csv", tmp_path / "成员.csv"], actor=None)
    assert not [problem for file in found["files"] for problem in file["problems"]]
    monkeypatch.setattr(boards, "_taken", {})
    monkeypatch.setattr(boards, "_last", {})


@pytest.fixture
def link(book: Ledger, office: User) -> tuple[ScreenLink, str]:
    return open_screen(title="青禾区一览", year=2021, days=7, actor=office)


def look(client: Client, token: str, **headers: str) -> Any:
    return client.get(reverse("public:screen", args=[token]), headers=headers)


@pytest.mark.usefixtures("home")
def test_sums_only_and_small_groups_hidden(client: Client, link: tuple[ScreenLink, str]) -> None:
    response = look(client, link[1])
    html = response.content.decode()
    assert response.status_code == 200
    assert "no-store" in response.headers["Cache-Control"]
    assert "青禾区一览" in html
    assert "33<small>个" in html
    assert "少于 10" in html  # three members
    assert ">20</text>" in html
    for small in (">2</text>", ">11</text>", "张1", "M001", "网点1"):  # 2 outlets; 11 would be the rest of 33
        assert small not in html
    assert ScreenLink.objects.get().opened_at


@pytest.mark.usefixtures("home")
def test_while_an_import_holds_the_lake(
    client: Client, link: tuple[ScreenLink, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    look(client, link[1])
    monkeypatch.setattr(boards, "_taken", {})

    def busy(*, wait: float) -> str:
        raise LakeBusy(wait=wait)

    monkeypatch.setattr(boards, "take_snapshot", busy)
    html = look(client, link[1], hx_request="true").content.decode()
    assert "33<small>个" in html
    assert "稍早的结果" in html
    assert "<html" not in html


@pytest.mark.parametrize("how", ["unknown", "revoked", "ended"])
def test_a_link_that_is_not_open(
    how: str, client: Client, link: tuple[ScreenLink, str], office: User
) -> None:
    found, token = link
    if how == "unknown":
        token = "x" * 43
    elif how == "revoked":
        revoke_screen(link=found, actor=office)
    else:
        ScreenLink.objects.update(expires_at=timezone.now())
    response = look(client, token)
    assert response.status_code == 404
    assert "链接已失效" in response.content.decode()
    assert look(client, token, hx_request="true").headers["HX-Refresh"] == "true"


def test_a_link_is_kept_as_a_hash_and_told(link: tuple[ScreenLink, str], book: Ledger, office: User) -> None:
    found, token = link
    assert token not in str(ScreenLink.objects.values().get())
    assert found.token_hash == hashed(token)
    assert found.expires_at - timezone.now() < dt.timedelta(days=7, seconds=1)
    revoke_screen(link=found, actor=office)
    told = [(e.payload["verb"], e.payload["subjects"]) for e in book.entries(1, 10) if e.payload]
    assert told == [(verb, {"user:office": ["screens"]}) for verb in ("add", "revoke")]


def test_the_office_makes_and_revokes_links(client: Client, book: Ledger, office: User) -> None:
    client.force_login(office)
    asked = {"title": "会场大屏", "year": "", "days": "30"}
    html = client.post(reverse("public:screens"), asked).content.decode()
    assert html.count("/public/screen/") == 2
    assert "/public/screen/" not in client.get(reverse("public:screens")).content.decode()
    made = ScreenLink.objects.get()
    client.post(reverse("public:revoke_screen", args=[made.pk]))
    made.refresh_from_db()
    assert made.revoked_by == office
    refused = client.post(reverse("public:screens"), {"title": "", "days": "4000"})
    assert refused.content.decode().count('role="alert"') == 2


@pytest.mark.browser
@pytest.mark.usefixtures("home")
def test_the_screen_in_a_browser(
    page: Any, live_server: Any, axe: Callable[[Any], None], link: tuple[ScreenLink, str]
) -> None:
    page.set_viewport_size({"width": 1920, "height": 1080})
    page.goto(live_server.url + reverse("public:screen", args=[link[1]]))
    axe(page)
    assert page.evaluate("[document.body.scrollHeight, document.body.scrollWidth]") == [1080, 1920]
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.browser
def test_the_page_of_links_in_a_browser(
    page: Any,
    live_server: Any,
    axe: Callable[[Any], None],
    office: User,
    browse_as: Callable[..., None],
    link: Any,
) -> None:
    browse_as(page.context, live_server.url, office)
    page.goto(live_server.url + reverse("public:screens"))
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
