"""All 34 sheets as pages: list, detail, form; a save without a change writes nothing."""

import re
from html import unescape
from typing import Any

import pytest
from django.test import Client

from lianxin.console.tests.conftest import Kept
from lianxin.core.sheets import Sheet, sheets
from lianxin.records.models import Change, Revision
from lianxin.records.tests.factories import Rows


def text_of(response: Any) -> str:
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def form_values(page: str) -> dict[str, str]:
    """What a browser would send back of the page's edit form without a touch."""
    form = page[page.index('name="seen_at"') - 200 :]
    found = {}
    for tag in re.findall(r"<input [^>]*>", form):
        name, value = re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)
        if name:
            found[name[1]] = unescape(value[1]) if value else ""
    for name, body in re.findall(r'<select name="([^"]*)".*?>(.*?)</select>', form, re.DOTALL):
        chosen = re.search(r'<option value="([^"]*)" selected', body)
        found[name] = unescape(chosen[1]) if chosen else ""
    for name, body in re.findall(r'<textarea name="([^"]*)"[^>]*>\n?(.*?)</textarea>', form, re.DOTALL):
        found[name] = unescape(body).replace("\n", "\r\n")
    return found


def check(client: Client, one: Sheet) -> None:
    listed = text_of(client.get(f"/records/{one.name}/"))
    (pk, *_) = [int(n) for n in re.findall(rf'href="/records/{one.name}/(\d+)/"', listed)]
    shown = text_of(client.get(f"/records/{one.name}/{pk}/"))
    form = text_of(client.get(f"/records/{one.name}/{pk}/edit"))
    for column in one.columns:
        assert f"<dt>{column.zh}</dt>" in shown, column
        assert f">{column.zh}</label>" in form, column
    text_of(client.get(f"/records/{one.name}/new"))
    sent = form_values(form)
    assert {c.name for c in one.columns} <= set(sent), set(sent)
    before = Change.objects.count(), list(Revision.objects.values())
    answer = client.post(f"/records/{one.name}/{pk}/edit", sent)
    assert (answer.status_code, answer.headers.get("Location")) == (302, f"/records/{one.name}/{pk}/")
    assert (Change.objects.count(), list(Revision.objects.values())) == before


def test_every_sheet(everything: dict[str, Rows], kept: Kept, office: Client) -> None:
    assert len(sheets()) == 34
    for one in sheets():
        check(office, one)
        for n, column in enumerate(one.columns):
            page = text_of(office.get(f"/records/{one.name}/?sort={'-' * (n % 2)}{column.name}"))
            assert page.count('data-label="') >= 12, column


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_every_sheet_as_a_file(form: str, everything: dict[str, Rows], kept: Kept, office: Client) -> None:
    for one in sheets():
        assert office.get(f"/records/{one.name}/list.{form}").status_code == 200
    assert {e["purpose"]["code"] for e in kept.events if e["what"].endswith("download_records")} == {"export"}
