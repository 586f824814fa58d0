"""A thousand guesses are stopped, and the clerk they are aimed at still comes in."""

import pytest
from django.test import Client

from lianxin.accounts.models import Attempts

PASSWORD = "correct horse battery"


@pytest.fixture
def looked_at(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The passwords that were compared at all; comparing is made quick."""
    seen: list[str] = []
    from lianxin.accounts.models import User

    def check(self: User, password: str) -> bool:
        seen.append(password)
        return password == PASSWORD

    monkeypatch.setattr(User, "check_password", check)
    return seen


def guess(client: Client, number: int, **extra: str) -> None:
    client.post("/account/login", {"login": "chen", "password": f"wrong horse {number}"}, **extra)


def test_a_thousand_guesses_from_one_address(staff, log_in, looked_at: list[str]) -> None:
    clerk = staff()
    office = log_in(clerk)  # the clerk's own computer, from now on known
    office.post("/account/logout")
    looked_at.clear()
    attacker = Client()
    for number in range(1000):
        guess(attacker, number)
    assert len(looked_at) <= 5
    answer = attacker.post("/account/login", {"login": "chen", "password": PASSWORD})
    assert answer.status_code == 200  # even the right one is not looked at
    assert "次数过多" in answer.content.decode()
    log_in(clerk, office, step=1)  # from the same address even: an office shares one


def test_guesses_from_ever_new_addresses(staff, log_in, looked_at: list[str]) -> None:
    clerk = staff()
    office = log_in(clerk)
    office.post("/account/logout")
    looked_at.clear()
    for number in range(200):
        guess(Client(), number, REMOTE_ADDR=f"10.1.{number // 250}.{number % 250}")
    assert len(looked_at) <= 20
    log_in(clerk, office, step=1)


def test_a_forged_forwarding_header_changes_nothing(staff, looked_at: list[str]) -> None:
    staff()
    attacker = Client()
    for number in range(100):
        guess(attacker, number, HTTP_X_FORWARDED_FOR=f"10.2.0.{number}", HTTP_X_REAL_IP=f"10.3.0.{number}")
    assert len(looked_at) <= 5


def test_a_forged_device_is_no_known_one(staff, looked_at: list[str], settings) -> None:
    user = staff()
    attacker = Client()
    for number in range(100):
        attacker.cookies[settings.DEVICE_COOKIE_NAME] = f'{{"device":"{number}","users":[{user.pk}]}}:x:y'
        guess(attacker, number)
    assert len(looked_at) <= 5


def test_second_factors_cannot_be_guessed(staff, code) -> None:
    user = staff()
    attacker = Client()
    attacker.post("/account/login", {"login": "chen", "password": PASSWORD})
    right = {code(user, step) for step in (-1, 0, 1)}
    for number in range(50):
        if f"{number:06d}" not in right:
            attacker.post("/account/second-factor/enter", {"code": f"{number:06d}"})
    attacker.post("/account/second-factor/enter", {"code": code(user)})
    assert "_auth_user_id" not in attacker.session


def test_the_table_names_nobody(staff) -> None:
    staff()
    guess(Client(), 1)
    assert Attempts.objects.count() == 3
    assert not [row.key for row in Attempts.objects.all() if "chen" in row.key or "127.0.0.1" in row.key]
