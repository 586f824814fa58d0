"""The directory in a real browser: usable on a phone and a desk, no rule of accessibility broken."""

import os
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from lianxin.accounts.models import User
from lianxin.people.models import Member

pytestmark = pytest.mark.browser
_SIZES = {"390": (390, 844), "1280": (1280, 900)}


@pytest.fixture
def twin(district: dict[str, Any]) -> None:
    first = district["members"][0]
    Member.objects.create(
        member_no="M009",
        name="张三峰",
        kind="写作",
        joined_on=first.joined_on,
        focus=False,
        phone="13800000001",
        town="城关镇",
    )


def shoot(page: Any, name: str) -> None:
    """Only where somebody wants to look at them: LIANXIN_SHOTS names a folder."""
    if folder := os.environ.get("LIANXIN_SHOTS"):
        page.screenshot(path=Path(folder) / f"people-{name}.png", full_page=True)


def test_every_page_at_both_sizes(page, live_server, browse_as, axe, kept, twin, case, district) -> None:
    browse_as(page.context, live_server.url, User.objects.create_user("office", role="office"))
    unit = f"/people/organisations/{district['unit'].pk}/"
    addresses = {
        "members": "/people/",
        "organisations": "/people/organisations/",
        "places": "/people/places/",
        "categories": "/people/categories/",
        "duplicates": "/people/duplicates/",
        "compare": "/people/duplicates/compare?first=M001&second=M009",
        "reason": "/people/M001/",
        "profile": "/people/M002/",
        "tab": "/people/M002/?tab=liaison",
        "history": "/people/M002/?tab=history",
        "unit": unit,
    }
    for name, address in addresses.items():
        page.goto(live_server.url + address)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        for size, (width, height) in _SIZES.items():
            page.set_viewport_size({"width": width, "height": height})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (name, width)
            shoot(page, f"{name}-{size}")
            if size == "1280" or name in ("members", "profile"):
                axe(page)


def test_a_clerks_way(page, live_server, browse_as, kept, twin) -> None:
    browse_as(page.context, live_server.url, User.objects.create_user("office", role="office"))
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(f"{live_server.url}/people/")
    page.get_by_label("查找", exact=True).fill("zsf")
    page.get_by_role("button", name="查找").click()
    expect(page.locator("tbody tr")).to_have_count(2)
    page.get_by_role("link", name="张三丰").click()
    page.get_by_role("button", name="成员提出事项").click()
    expect(page.get_by_text("本次查看已留痕")).to_be_visible()
    shoot(page, "profile-full")
    page.get_by_role("button", name="显示完整内容").click()
    expect(page.get_by_text("13800000001")).to_be_visible()
    page.get_by_role("link", name="名录").first.click()
    page.get_by_role("link", name="重复登记").click()
    page.get_by_role("link", name="并排比较").click()
    page.get_by_role("button", name="合并").click()
    expect(page.get_by_text("两条记录已合并")).to_be_visible()
    shoot(page, "merge")
    page.get_by_role("button", name="撤销合并").click()
    expect(page.get_by_text("恢复原样")).to_be_visible()
    assert Member.unscoped.count() == 4
