"""Codes leave through the worker; what waits for it is sealed."""

import json
import threading

import pytest

from lianxin.accounts.actions import Place, create_user, gateways, send_code
from lianxin.accounts.models import User
from lianxin.jobs.actions import work_once
from lianxin.jobs.models import Job


@pytest.mark.django_db(transaction=True)
def test_a_code_leaves_through_the_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    create_user(username="m1", password=None, role=User.Role.MEMBER, actor=None, phone="13800138000")
    sent: list[tuple[str, str]] = []
    gate = type("Gate", (), {"send": lambda self, number, text: sent.append((number, text))})
    monkeypatch.setattr(gateways, "gateway", gate)
    _, code = send_code(address="138 0013 8000", place=Place("10.0.0.1"))
    waiting = json.dumps(Job.objects.get().arguments)
    assert "13800138000" not in waiting
    assert code not in waiting
    work_once(threading.Event())
    assert sent[0][0] == "13800138000"
    assert code in sent[0][1]


def test_only_https_providers_are_used(monkeypatch: pytest.MonkeyPatch) -> None:
    for address, kind in (
        ("", "Console"),
        ("http://sms.example", "Console"),
        ("https://sms.example", "Http"),
    ):
        monkeypatch.setenv("LIANXIN_SMS_URL", address)
        assert type(gateways.gateway()).__name__ == f"{kind}Gateway"
