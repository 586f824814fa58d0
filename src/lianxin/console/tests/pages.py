"""Pages of records as the tests ask for them."""

import re
from html import unescape

from django.test import Client


def shown(page: str) -> list[str]:
    """The first cells of a list's rows."""
    rows = re.findall(r"<tr>(.*?)</tr>", page, re.DOTALL)
    links = (re.search(r'<td data-label[^>]*><a href="/records/[^"?]*">(.*?)</a>', row) for row in rows)
    return [unescape(link[1]).strip() for link in links if link]


def ask(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, (address, response.status_code)
    return response.content.decode()


def find(client: Client, name: str, **typed: str) -> str:
    response = client.post(f"/records/{name}/find", typed)
    assert response.status_code == 302
    return response.headers["Location"]
