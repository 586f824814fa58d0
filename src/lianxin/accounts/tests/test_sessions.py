"""Sessions: listed, ended, and gone at once when what they rested on changes."""

from collections.abc import Callable

import pytest
from allauth.usersessions.models import UserSession
from django.test import Client

from lianxin.accounts.actions import (
    change_password,
    change_role,
    disable,
    enable,
    end_sessions,
    remove_factors,
)
from lianxin.accounts.models import User

PASSWORD = "correct horse battery"
OWN = "/account/"
CHANGES: dict[str, Callable[[User], None]] = {
    "password": lambda user: change_password(user=user, password="another horse stable", actor=None),
    "role": lambda user: change_role(user=user, role=User.Role.TRAINER, actor=None),
    "disabled": lambda user: disable(user=user, actor=None),
    "ended": lambda user: end_sessions(user=user, actor=None),
    "factors": lambda user: remove_factors(user=user, actor=None),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_ends_every_session_at_once(change: str, staff, log_in) -> None:
    user = staff()
    places = [log_in(user), log_in(user, step=1)]
    assert [place.get(OWN).status_code for place in places] == [200, 200]
    CHANGES[change](user)
    assert [place.get(OWN).status_code for place in places] == [302, 302]
    assert not UserSession.objects.filter(user=user).exists()


def test_a_disabled_user_is_answered_like_a_wrong_password(staff, client: Client) -> None:
    user = staff()
    disable(user=user, actor=None)
    first = client.post("/account/login", {"login": "chen", "password": PASSWORD})
    second = Client().post("/account/login", {"login": "chen", "password": "wrong horse"})
    assert [page.status_code for page in (first, second)] == [200, 200]
    assert all("用户名或密码不对" in page.content.decode() for page in (first, second))
    enable(user=user, actor=None)
    assert client.post("/account/login", {"login": "chen", "password": PASSWORD}).status_code == 302


def test_own_sessions_are_listed_and_ended(staff, log_in) -> None:
    user = staff()
    here, there = log_in(user), log_in(user, step=1)
    listed = here.get(OWN).context["sessions"]
    assert len(listed) == 2
    other = next(session for session, _device in listed if session.session_key == there.session.session_key)
    here.post(f"/account/sessions/{other.pk}/end")
    assert there.get(OWN).status_code == 302
    assert here.get(OWN).status_code == 200


def test_nobody_ends_the_session_of_another(staff, log_in) -> None:
    log_in(staff("other"))
    session = UserSession.objects.get()
    mine = log_in(staff())
    assert mine.post(f"/account/sessions/{session.pk}/end").status_code == 404
    assert mine.post("/account/sessions/999999/end").status_code == 404


def test_changing_the_password_keeps_this_session_under_a_new_id(staff, log_in) -> None:
    user = staff()
    here, there = log_in(user), log_in(user, step=1)
    before = here.session.session_key
    form = {"old": PASSWORD, "password": "another horse stable", "again": "another horse stable"}
    answer = here.post("/account/password", form)
    assert answer.status_code == 302
    assert here.session.session_key != before
    assert here.get(OWN).status_code == 200
    assert there.get(OWN).status_code == 302
    assert not Client().login(username="chen", password=PASSWORD)


def test_the_last_second_factor_stays(staff, log_in) -> None:
    here = log_in(staff())
    answer = here.post("/account/second-factor/app/remove")
    assert answer.status_code == 200
    assert here.get(OWN).context["app"] is not None
