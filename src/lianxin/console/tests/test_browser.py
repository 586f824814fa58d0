"""One clerk's way through a real browser: log in, figures, figure, receipt, import with check and confirm."""

import threading
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from lianxin.jobs.actions import work_once
from lianxin.liaison.models import Case

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("cases")]


def test_a_clerks_way(
    page: Page, live_server, user, browse_as, members_files: list[Path], tmp_path: Path
) -> None:
    page.set_viewport_size({"width": 1280, "height": 900})
    browse_as(page.context, live_server.url, user("office"))
    page.goto(live_server.url)

    page.get_by_label("年份").select_option("2021")
    expect(page).to_have_url(f"{live_server.url}/?period=2021")
    page.get_by_role("link", name="办结诉求").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("办结诉求")

    page.locator(".chart a").first.click()
    expect(page).to_have_url(f"{live_server.url}/figures/liaison.cases_closed/receipt/?period=2021-03")
    expect(page.locator(".rows tbody tr")).to_have_count(50)
    page.get_by_role("link", name="下一页").click()
    expect(page.locator(".rows tbody tr")).to_have_count(11)

    later = tmp_path / "诉求.csv"
    later.write_text(
        "诉求编号,成员编号,提出日期,类别,事项,承办单位,办结日期\nQ900,M001,2021-05-01,培训,求助,区商务局,2021-05-09\n",
        encoding="utf-8",
    )
    page.get_by_role("link", name="导入").click()
    page.get_by_label("文件", exact=True).set_input_files(later)
    page.get_by_role("button", name="上传并预检").click()
    work_once(threading.Event())
    page.get_by_role("button", name="确认导入").click()
    page.wait_for_url("**/imports/checks/**")
    work_once(threading.Event())
    page.wait_for_url("**/imports/2*/")
    assert Case.objects.filter(case_no="Q900").exists()


def test_all_rows_of_a_page_are_ticked_at_once(page: Page, live_server, user, browse_as) -> None:
    browse_as(page.context, live_server.url, user("office"))
    page.goto(live_server.url + "/records/cases/")
    page.set_viewport_size({"width": 1280, "height": 844})
    page.get_by_label("勾选本页全部记录").check()
    expect(page.locator("tbody input[name=row]:checked")).to_have_count(50)
    bottom = "document.querySelector('main').getBoundingClientRect().bottom"
    below = page.evaluate(f"document.documentElement.scrollHeight - {bottom}")
    assert below <= 1  # nothing but the page can be scrolled to
    page.get_by_label("勾选本页全部记录").uncheck()
    expect(page.locator("tbody input[name=row]:checked")).to_have_count(0)


def test_nothing_sticks_out_at_the_side(page: Page, live_server, user, browse_as) -> None:
    browse_as(page.context, live_server.url, user("office"))
    page.goto(live_server.url)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    for address in (
        "/lines/market/?period=2021",
        "/figures/liaison.cases_closed/?period=2021",
        "/figures/liaison.cases_closed/receipt/?period=2021",
        "/imports/",
    ):
        page.goto(live_server.url + address)
        for width in (390, 768, 1280, 1920):
            page.set_viewport_size({"width": width, "height": 844})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (address, width)


def test_the_phone_menu_opens_without_script(page: Page, live_server, user, browse_as) -> None:
    context = page.context.browser.new_context(  # type: ignore[union-attr]
        viewport={"width": 390, "height": 844}, java_script_enabled=False
    )
    plain = context.new_page()
    browse_as(plain.context, live_server.url, user("office"))
    plain.goto(live_server.url)
    plain.locator(".drawer > summary").click()
    plain.locator(".drawer-panel").get_by_role("link", name="联席会议").click()
    expect(plain.get_by_role("heading", level=1)).to_contain_text("联席会议")
    context.close()
