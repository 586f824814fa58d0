"""Users are made with a role and can log in."""

import pytest
from django.contrib.auth import authenticate
from django.db import IntegrityError

from lianxin.accounts.actions import create_user
from lianxin.accounts.models import User

pytestmark = pytest.mark.django_db


def test_a_new_user_can_log_in() -> None:
    first = create_user(username="bangong", password="qingxi-2021", role=User.Role.OFFICE, actor=None)
    second = create_user(
        username="shenji", password="qingxi-2022", role=User.Role.AUDITOR, display_name="审计", actor=first
    )
    assert authenticate(username="shenji", password="qingxi-2022") == second
    assert authenticate(username="shenji", password="qingxi-2021") is None
    assert (second.role, second.display_name, second.created_by) == ("auditor", "审计", first)
    assert not second.is_superuser


def test_a_name_is_taken_once() -> None:
    create_user(username="bangong", password="qingxi-2021", role=User.Role.OFFICE, actor=None)
    with pytest.raises(IntegrityError):
        create_user(username="bangong", password="other-2021", role=User.Role.MEMBER, actor=None)
