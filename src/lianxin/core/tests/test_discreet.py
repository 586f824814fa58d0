"""Logs and sessions keep values to themselves."""

import io
import logging

import pytest
from django.contrib.sessions.models import Session

from lianxin.core.logs import Discreet
from lianxin.core.sessions import SessionStore

NAME = "欧阳金丝雀"


def failing() -> None:
    try:
        raise KeyError(NAME)
    except KeyError as error:
        raise ValueError(f"no {NAME}") from error


def test_a_traceback_says_where_and_not_with_what() -> None:
    said = io.StringIO()
    handler = logging.StreamHandler(said)
    handler.setFormatter(Discreet("{message}", style="{"))
    log = logging.Logger("x")
    log.addHandler(handler)
    try:
        failing()
    except ValueError:
        log.exception("it failed")
    text = said.getvalue()
    assert NAME not in text
    for part in ("it failed", "builtins.KeyError", "builtins.ValueError", "in failing"):
        assert part in text


@pytest.mark.django_db
def test_a_session_is_sealed() -> None:
    session = SessionStore()
    session["search"] = NAME
    session.save()
    stored = Session.objects.get(pk=session.session_key).session_data
    assert NAME not in stored
    assert "search" not in stored
    assert SessionStore(session.session_key)["search"] == NAME


@pytest.mark.django_db
@pytest.mark.parametrize("stored", ["", "x", "bm90IGEgc2Vzc2lvbiBhdCBhbGwsIGp1c3QgdGV4dA=="])
def test_what_cannot_be_opened_is_empty(stored: str) -> None:
    session = SessionStore()
    session["search"] = NAME
    session.save()
    Session.objects.filter(pk=session.session_key).update(session_data=stored)
    assert dict(SessionStore(session.session_key).items()) == {}
