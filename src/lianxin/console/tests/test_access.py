"""Who gets where: every address of the console against every role, and against nobody."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from django.urls import get_resolver, resolve

from lianxin.accounts.models import User

#: Address with sample arguments → roles that get in (whatever then becomes of the sample).
STAFF = set(User.Role.values) - {"member", "grower"}
READERS = STAFF - {"administrator"}
READERS_OF_ALL = {"office", "auditor"}  # who may read every contact there is
IMPORTERS = {"office", "market_staff"}
ADDRESSES = {
    "/": READERS,
    "/lines/market/": READERS,
    "/figures/liaison.contacts/": READERS,
    "/figures/liaison.contacts/receipt/": READERS_OF_ALL,
    "/figures/liaison.contacts/receipt.csv": READERS_OF_ALL,
    "/imports/": IMPORTERS,
    "/imports/checks/x/": IMPORTERS,
    "/imports/checks/x/confirm": IMPORTERS,
    "/imports/checks/x/discard": IMPORTERS,
    "/imports/checks/x/stop": IMPORTERS,
    "/imports/20210101-0001/": IMPORTERS,
    "/imports/20210101-0001/roll-back": IMPORTERS,
    "/imports/20210101-0001/problems/1.xlsx": IMPORTERS,
    "/records/": READERS,
    "/records/questions/": READERS,
    "/records/questions/list.csv": READERS,
    "/records/questions/find": READERS,
    "/records/questions/columns": READERS,
    "/records/questions/options/unit": READERS,
    "/records/questions/change": READERS,
    "/records/questions/undo/1": READERS,
    "/records/questions/removed/": {"office"},
    "/records/questions/new": {"office"},
    "/records/questions/1/": READERS,
    "/records/questions/1/edit": READERS,
    "/records/questions/1/remove": READERS,
    "/records/members/1/reveal": READERS,
    "/sheets/members/template.xlsx": IMPORTERS,
    "/sheets/members/export.csv": {"office"},
}
POSTED = {
    "/imports/checks/x/confirm",
    "/imports/checks/x/discard",
    "/imports/checks/x/stop",
    "/records/questions/find",
    "/records/questions/columns",
    "/records/questions/options/unit",
    "/records/questions/change",
    "/records/questions/undo/1",
    "/records/members/1/reveal",
}


def ask(client: Client, address: str) -> int:
    return (client.post if address in POSTED else client.get)(address).status_code


def test_every_address_is_in_the_table() -> None:
    """A new page cannot be forgotten here."""
    resolver = get_resolver("lianxin.console.urls")
    names = {pattern.name for pattern in resolver.url_patterns}
    seen = {resolve(address).url_name for address in ADDRESSES}
    assert seen == names


@pytest.mark.parametrize("role", User.Role.values)
def test_each_role_gets_where_it_may(
    role: str, own_home: Path, user: Callable[[str], User], client: Client
) -> None:
    client.force_login(user(role))
    if role not in STAFF:  # their own pages are elsewhere, and here is nothing
        assert {ask(client, address) for address in ADDRESSES if address != "/"} == {404}
        assert client.get("/").headers["Location"] == "/my/"
        return
    refused = {address for address in ADDRESSES if ask(client, address) == 403}
    assert refused == {address for address, roles in ADDRESSES.items() if role not in roles}


@pytest.mark.django_db
@pytest.mark.parametrize("address", ADDRESSES)
def test_nobody_gets_anywhere_without_logging_in(address: str, client: Client) -> None:
    response = (client.post if address in POSTED else client.get)(address)
    assert response.status_code == 302
    assert response.headers["Location"].startswith("/account/login?next=")


def test_the_menu_shows_only_what_opens(user: Callable[[str], User], own_home: Path, client: Client) -> None:
    client.force_login(user("auditor"))
    page = client.get("/").content.decode()
    assert 'href="/imports/"' not in page
    assert 'href="/lines/sales/"' in page
