"""The figures pages: all, one line's, one figure, and questions without an answer."""

import re

import pytest
from django.test import Client

from lianxin.core import hooks
from lianxin.lib.dates import PERIOD_FORMS

pytestmark = pytest.mark.usefixtures("cases")


def text_of(client: Client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status
    return response.content.decode()


def plain(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def test_every_figure_is_on_the_page(office: Client) -> None:
    page = text_of(office, "/?period=2021")
    assert {figure.key for figure in hooks.figures} == set(re.findall(r'href="/figures/([^/"]+)/\?', page))
    assert "办结诉求 61 件" in plain(page)


def test_the_change_is_said_in_words_and_sign(office: Client) -> None:
    page = plain(text_of(office, "/lines/liaison/?period=2021-03"))
    assert re.search(r"办结诉求 61 件 .*? 上升 上年同期 1 ", page)


def test_a_line_shows_its_sheets_with_counts(office: Client) -> None:
    page = plain(text_of(office, "/lines/liaison/?period=2021"))
    assert re.search(r"服务诉求 63 ", page)
    assert "下载" in page


def test_the_latest_year_with_records_comes_first(office: Client) -> None:
    assert "2021年" in plain(text_of(office, "/figures/liaison.cases_closed/"))


def test_the_period_is_remembered(office: Client) -> None:
    office.get("/?period=2020Q1")
    assert "2020年" in plain(text_of(office, "/"))


def test_the_picker_leads_to_one_address(office: Client) -> None:
    answer = office.get("/", {"year": "2021", "part": "Q3"})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/?period=2021Q3")
    answer = office.get("/", {"from": "2021-02-01", "to": "2021-03-31"})
    assert answer.headers["Location"] == "/?period=2021-02-01..2021-03-31"


def test_htmx_gets_the_part_that_changes(office: Client) -> None:
    answer = office.get("/", {"year": "2021", "part": ""}, headers={"HX-Request": "true"})
    assert answer.headers["HX-Push-Url"] == "/?period=2021"
    assert "HX-Request" in answer.headers["Vary"]
    page = answer.content.decode()
    assert "<html" not in page
    assert "办结诉求" in page


def test_a_figure_has_chart_table_and_parts(office: Client) -> None:
    page = text_of(office, "/figures/liaison.cases_closed/?period=2021")
    assert 'href="/figures/liaison.cases_closed/receipt/?period=2021-03"' in page.split("<svg")[-1] + page
    assert re.search(r"3月 61 ", plain(page))
    assert re.search(r"仓储物流 51 .*培训 10 ", plain(page))
    assert "where=category%3D" in page


def test_a_filter_counts_and_can_be_taken_off(office: Client) -> None:
    page = plain(text_of(office, "/figures/liaison.cases_closed/?period=2021&where=category%3D培训"))
    assert re.search(r"只看 类别：培训", page)
    assert "10 件" in page


def test_a_snapshot_keeps_what_it_saw(office: Client) -> None:
    page = text_of(office, "/figures/liaison.cases_closed/?period=2021")
    (snapshot,) = set(re.findall(r"snapshot=([0-9]+)", page))
    pinned = text_of(office, f"/figures/liaison.cases_closed/?period=2021&snapshot={snapshot}")
    assert "61 件" in plain(pinned)


def test_a_wrong_period_is_answered_with_the_forms(office: Client) -> None:
    page = text_of(office, "/?period=20x1", 400)
    assert "20x1" in page
    assert all(form in page for form in PERIOD_FORMS)


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/figures/liaison.case_closed/", 404),
        ("/lines/weather/", 404),
        ("/figures/liaison.cases_closed/?snapshot=999999", 404),
        ("/figures/liaison.cases_closed/?where=weather%3Dfine", 400),
        ("/figures/liaison.cases_closed/?where=month%3Dsoon", 400),
        ("/?from=2021-13-01&to=2021-12-31", 400),
    ],
)
def test_questions_without_an_answer(office: Client, address: str, status: int) -> None:
    assert "去看指标" in text_of(office, address, status)


def test_a_mistyped_figure_is_guessed(office: Client) -> None:
    assert 'href="/figures/liaison.cases_closed/"' in text_of(office, "/figures/liaison.case_closed/", 404)
