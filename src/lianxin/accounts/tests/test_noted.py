"""What is done to an account, and each login, stands in the ledger."""

import pytest
from django.test import Client

from lianxin.accounts.actions import change_role, create_user
from lianxin.accounts.models import User
from lianxin.core import ledger


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str, tuple[str, ...]]]:
    """(actor, verb, subjects) of every event."""
    seen: list[tuple[str, str, tuple[str, ...]]] = []

    class Store:
        def append(self, payload, subjects):
            seen.append((payload["actor"], payload["verb"], tuple(subjects)))

    monkeypatch.setattr(ledger, "store", Store)
    return seen


def test_accounts_and_logins_are_noted(staff, log_in, written) -> None:
    clerk = staff()
    member = create_user(username="m1", password=None, role=User.Role.MEMBER, actor=clerk, member_no="M1")
    change_role(user=member, role=User.Role.GROWER, actor=clerk)
    log_in(clerk, Client())
    about = ("member:M1", "user:m1")
    assert [event for event in written if event[0] == "chen"] == [
        ("chen", "add", about),
        ("chen", "revoke", about),
        ("chen", "change", about),
        ("chen", "login", ("user:chen",)),
    ]
