"""Other people's accounts: invited, changed, let in again; by whom."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from lianxin.accounts.actions import invite
from lianxin.accounts.models import FactorReset, Invitation, User

NEW = {"username": "li", "display_name": "李干部", "role": "liaison_officer", "officer_no": "G002"}
WORDS = {"password": "another horse stable", "again": "another horse stable"}


def test_an_invited_officer_sets_a_password_and_a_second_factor(staff, log_in) -> None:
    office = log_in(staff())
    page = office.post("/account/users/invite", NEW).content.decode()
    link = re.search(r"http://testserver(/account/invitations/[\w-]+)", page)[1]
    assert Invitation.objects.get().digest not in link
    guest = Client()
    assert "李干部" in guest.get(link).content.decode()
    assert guest.post(link, WORDS).status_code == 302
    user = User.objects.get(username="li")
    assert guest.session["_auth_user_id"] == str(user.pk)
    assert (user.role, user.officer_no, user.created_by.username) == ("liaison_officer", "G002", "chen")
    assert guest.get("/").headers["Location"] == "/account/second-factor"
    assert Client().get(link).status_code == 404  # once


def test_an_old_link_is_none(staff) -> None:
    invited = invite(user=staff(factor=False), actor=None)
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    old = Client().get(f"/account/invitations/{invited.token}")
    none = Client().get("/account/invitations/made-up")
    assert [old.status_code, none.status_code] == [404, 404]


def test_links_hold_less_than_a_day(staff) -> None:
    invite(user=staff(), actor=None)
    kept = Invitation.objects.get()
    assert kept.expires_at - kept.made_at < timedelta(hours=24)


def test_a_new_password_does_not_replace_the_second_factor(staff, code) -> None:
    user = staff()
    invited = invite(user=user, actor=None)
    guest = Client()
    answer = guest.post(f"/account/invitations/{invited.token}", WORDS)
    assert answer.headers["Location"] == "/account/second-factor/enter"
    assert "_auth_user_id" not in guest.session


def test_a_lost_second_factor_takes_two(staff, log_in) -> None:
    lost = staff("lost")
    first, second = log_in(staff("first")), log_in(staff("second", role="administrator"))
    address = f"/account/users/{lost.pk}/"
    first.post(address + "confirm-reset")
    first.post(address + "ask-reset")
    first.post(address + "confirm-reset")
    assert lost.authenticator_set.exists()
    second.post(address + "confirm-reset")
    assert not lost.authenticator_set.exists()
    assert not FactorReset.objects.exists()


@pytest.mark.parametrize("role", User.Role.values)
def test_who_manages_whom(role: str, staff, client: Client) -> None:
    """Administrators everybody, the office all but administrators and auditors, others nobody."""
    client.force_login(staff("me", role=role, factor=False))
    managed = set()
    for other in User.Role.values:
        user = staff(f"x-{other}", role=other, factor=False)
        answer = client.get(f"/account/users/{user.pk}/")
        if answer.status_code == 200:
            managed.add(other)
        assert answer.status_code in ({200, 404} if role in ("administrator", "office") else {403})
    everybody = set(User.Role.values)
    expected = {"administrator": everybody, "office": everybody - {"administrator", "auditor"}}
    assert managed == expected.get(role, set())


def test_the_office_makes_no_administrator(staff, log_in) -> None:
    office = log_in(staff())
    office.post("/account/users/invite", NEW | {"role": "administrator"})
    assert not User.objects.filter(username="li").exists()
    user = staff("li")
    office.post(f"/account/users/{user.pk}/", {"role": "administrator"})
    assert User.objects.get(pk=user.pk).role == "office"


def test_extra_fields_are_ignored(staff, log_in) -> None:
    office = log_in(staff())
    office.post("/account/users/invite", NEW | {"is_superuser": "on", "is_staff": "on", "password": "x"})
    user = User.objects.get(username="li")
    assert not (user.is_superuser or user.is_staff or user.has_usable_password())


@pytest.mark.parametrize("role", User.Role.values)
def test_a_role_says_whom_it_stands_for(role: str, staff, log_in) -> None:
    """A member of no number would come in and see nothing."""
    admin = log_in(staff("admin", role="administrator"))
    column = {
        "member": "member_no",
        "liaison_officer": "officer_no",
        "unit_contact": "unit",
        "grower": "unit",
    }
    answer = admin.post("/account/users/invite", {"username": "li", "role": role, "member_no": " "})
    assert ("否则用户什么也看不到" in answer.content.decode()) == (role in column)
    assert User.objects.filter(username="li").exists() == (role not in column)
    if role in column:
        admin.post("/account/users/invite", {"username": "li", "role": role, column[role]: "X1"})
        assert getattr(User.objects.get(username="li"), column[role]) == "X1"


def test_a_number_is_masked_and_stays(staff, log_in) -> None:
    office, user = log_in(staff()), staff("li")
    address = f"/account/users/{user.pk}/"
    office.post(address, {"role": "trainer", "phone": "13800138000"})
    page = office.get(address).content.decode()
    assert "138****8000" in page
    assert "13800138000" not in page
    office.post(address, {"role": "trainer", "phone": "", "display_name": "李老师"})
    changed = User.objects.get(pk=user.pk)
    assert (changed.phone, changed.display_name) == ("13800138000", "李老师")
