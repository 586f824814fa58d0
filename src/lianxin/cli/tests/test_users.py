"""`lianxin user`: the first administrator, and the way back in."""

import json

import pytest
from click.testing import CliRunner

from lianxin.accounts.models import User
from lianxin.accounts.queries import factors, open_invitation
from lianxin.cli.failures import Failure
from lianxin.cli.group import lianxin

PASSWORD = "correct horse battery"
pytestmark = pytest.mark.django_db(transaction=True)


def user(*arguments: str, typed: str = PASSWORD) -> str:
    done = CliRunner().invoke(lianxin, ["user", *arguments], input=typed + "\n", standalone_mode=False)
    if done.exception:
        raise done.exception
    return done.stdout


def test_a_new_home_has_nobody_until_the_first_is_added() -> None:
    assert json.loads(user("list", "--json")) == {"users": []}
    user("add", "boss", "--role", "administrator", "--name", "张主任")
    made = User.objects.get()
    assert made.check_password(PASSWORD)
    assert (made.role, made.display_name) == ("administrator", "张主任")
    assert "张主任" in user("list")


def test_weak_passwords_and_names_that_are_taken_are_refused() -> None:
    with pytest.raises(Failure):
        user("add", "boss", "--role", "administrator", typed="woaini1314")
    user("add", "boss", "--role", "administrator")
    with pytest.raises(Failure):
        user("add", "boss", "--role", "office")
    assert User.objects.count() == 1


def test_a_member_stands_for_somebody_and_has_no_password() -> None:
    user("add", "m1", "--role", "member", "--member", "M1", "--phone", "+86 138 0013 8000")
    made = User.objects.get()
    assert (made.member_no, made.phone, made.has_usable_password()) == ("M1", "13800138000", False)
    with pytest.raises(Failure):
        user("add", "m2", "--role", "member", "--member", "M2", "--phone", "123")


def test_a_role_says_whom_it_stands_for() -> None:
    with pytest.raises(Failure, match="--member"):
        user("add", "m1", "--role", "member", "--phone", "13800138000")
    user("add", "li", "--role", "trainer", "--invite")
    with pytest.raises(Failure, match="--unit"):
        user("role", "li", "--role", "unit_contact")
    assert User.objects.get().role == "trainer"


def test_changing_disabling_inviting() -> None:
    user("add", "li", "--role", "trainer", "--invite")
    user("role", "li", "--role", "unit_contact", "--unit", "区商务局")
    user("disable", "li")
    made = User.objects.get()
    assert (made.role, made.unit, made.is_active) == ("unit_contact", "区商务局", False)
    user("enable", "li")
    link = user("invite", "li").split()[-1]
    assert open_invitation(link.rpartition("/")[2]).user == made


def test_a_lost_factor_is_taken_away_and_codes_are_for_demos() -> None:
    from lianxin.accounts.actions import demo_factor

    user("add", "boss", "--role", "administrator")
    made = User.objects.get()
    demo_factor(user=made)
    with pytest.raises(Failure):
        user("code", "boss")
    user("reset-factor", "boss")
    assert not factors(made)
