"""Ways in, one by one, through the pages."""

from collections.abc import Callable

import pytest
from django.test import Client

from lianxin.accounts.actions import create_user
from lianxin.accounts.models import LoginCode, User

PASSWORD = "correct horse battery"
OWN = "/account/"


def test_password_and_code_let_staff_in(client: Client, staff, code: Callable[..., str]) -> None:
    user = staff()
    first = client.post("/account/login", {"login": "chen", "password": PASSWORD, "next": OWN})
    assert first.headers["Location"] == "/account/second-factor/enter"
    assert "_auth_user_id" not in client.session  # half a login is none
    before = client.session.session_key
    second = client.post("/account/second-factor/enter", {"code": code(user)})
    assert second.headers["Location"] == OWN
    assert client.session["_auth_user_id"] == str(user.pk)
    assert client.session.session_key != before
    assert client.get(OWN).status_code == 200


def test_a_code_is_taken_once(client: Client, staff, log_in, code: Callable[..., str]) -> None:
    user = staff()
    log_in(user)
    client.post("/account/login", {"login": "chen", "password": PASSWORD})
    answer = client.post("/account/second-factor/enter", {"code": code(user)})
    assert "已用过" in answer.content.decode()
    assert "_auth_user_id" not in client.session
    log_in(user, client, step=1)


@pytest.mark.parametrize("role", sorted(set(User.Role.values) - {"member", "grower"}))
def test_staff_without_a_second_factor_reach_nothing(client: Client, staff, role: str) -> None:
    staff(role=role, factor=False)
    client.post("/account/login", {"login": "chen", "password": PASSWORD})
    assert "_auth_user_id" in client.session
    for address in ("/", "/imports/", "/lines/market/", OWN, "/account/password"):
        answer = client.get(address, follow=True)
        assert answer.redirect_chain[-1] == ("/account/second-factor", 302), address
        assert "设置第二重验证" in answer.content.decode()


def test_an_app_is_set_up_and_counts_at_once(client: Client, staff) -> None:
    from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time

    staff(factor=False)
    client.post("/account/login", {"login": "chen", "password": PASSWORD})
    page = client.get("/account/second-factor/app")
    before = client.session.session_key
    shown = format_hotp_value(
        hotp_value(page.context["form"].secret, list(yield_hotp_counters_from_time())[1])
    )
    answer = client.post("/account/second-factor/app", {"code": shown})
    assert answer.headers["Location"] == "/account/second-factor/recovery-codes"
    assert client.session.session_key != before
    codes = client.get("/account/second-factor/recovery-codes").context["unused_codes"]
    assert len(codes) == 10
    assert "****" in client.get("/account/second-factor/recovery-codes").context["unused_codes"]
    assert [one.session_key for one, _device in client.get(OWN).context["sessions"]] == [
        client.session.session_key
    ]

    other = Client()
    other.post("/account/login", {"login": "chen", "password": PASSWORD})
    other.post("/account/second-factor/enter", {"code": codes[0]})
    assert "_auth_user_id" in other.session


@pytest.mark.django_db
def test_a_member_comes_in_with_a_code(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    member = create_user(
        username="m1", password=None, role=User.Role.MEMBER, actor=None, phone="13800138000", member_no="M1"
    )
    sent: list[tuple[tuple[str, str], str]] = []
    monkeypatch.setattr("lianxin.accounts.actions.codes.send", lambda to, text: sent.append((to, text)))
    answer = client.post("/account/code", {"address": "+86 138-0013-8000"})
    assert answer.headers["Location"] == "/account/code/enter"
    to, text = sent[0]
    assert to == ("phone", "13800138000")
    digits = "".join(letter for letter in text if letter.isdigit())[:6]
    assert digits not in client.get("/account/code/enter").content.decode()
    client.post("/account/code/enter", {"code": digits})
    assert client.session["_auth_user_id"] == str(member.pk)
    assert not LoginCode.objects.exists()


@pytest.mark.django_db
def test_five_tries_and_no_more(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    create_user(username="m1", password=None, role=User.Role.MEMBER, actor=None, phone="13800138000")
    sent: list[str] = []
    monkeypatch.setattr("lianxin.accounts.actions.codes.send", lambda to, text: sent.append(text))
    client.post("/account/code", {"address": "13800138000"})
    digits = "".join(letter for letter in sent[0] if letter.isdigit())[:6]
    wrong = f"{(int(digits) + 1) % 10**6:06d}"
    for _ in range(5):
        client.post("/account/code/enter", {"code": wrong})
    client.post("/account/code/enter", {"code": digits})
    assert "_auth_user_id" not in client.session


@pytest.mark.django_db
def test_a_stranger_is_answered_like_a_member(monkeypatch: pytest.MonkeyPatch) -> None:
    create_user(username="m1", password=None, role=User.Role.MEMBER, actor=None, phone="13800138000")
    create_user(username="s1", password=PASSWORD, role=User.Role.OFFICE, actor=None, phone="13900139000")
    sent: list[object] = []
    monkeypatch.setattr("lianxin.accounts.actions.codes.send", lambda to, text: sent.append(to))
    pages = []
    for number in ("13800138000", "13700137000", "13900139000", "nobody@example.com", "nonsense"):
        client = Client()
        answer = client.post("/account/code", {"address": number}, follow=True)
        pages.append((answer.redirect_chain, _without_token(answer.content.decode())))
        again = client.post("/account/code/enter", {"code": "000000"}).content.decode()
        pages[-1] += (_without_token(again),)
    assert all(page == pages[0] for page in pages)
    assert sent == [("phone", "13800138000")]  # staff do not come in this way


def _without_token(page: str) -> str:
    return "\n".join(line.split('name="csrfmiddlewaretoken"')[0] for line in page.splitlines())


@pytest.mark.django_db
@pytest.mark.parametrize(("asked", "reached"), [("/my/more/", "/my/more/"), ("//evil.example/", "/my/")])
def test_who_was_going_somewhere_gets_there_after_the_code(
    client: Client, monkeypatch: pytest.MonkeyPatch, asked: str, reached: str
) -> None:
    """The code at a studio's door is scanned by members who are not logged in."""
    create_user(
        username="m1", password=None, role=User.Role.MEMBER, actor=None, phone="13800138000", member_no="M1"
    )
    sent: list[str] = []
    monkeypatch.setattr("lianxin.accounts.actions.codes.send", lambda to, text: sent.append(text))
    assert f"/account/code?next={asked}" in client.get(f"/account/login?next={asked}").content.decode()
    client.post(f"/account/code?next={asked}", {"address": "13800138000"})
    digits = "".join(letter for letter in sent[0] if letter.isdigit())[:6]
    answer = client.post("/account/code/enter", {"code": digits}, follow=True)
    assert answer.redirect_chain[-1][0] == reached
