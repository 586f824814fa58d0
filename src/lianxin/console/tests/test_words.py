"""A clerk reads one language: nothing on a page is left in another."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client
from django.utils import translation
from django.utils.translation import gettext

from lianxin.web import translations

#: Words that are the same in every language, and what the records themselves say.
SAME = re.compile(
    r"xlsx|xls|csv|zip|VIP|Word|PDF|Excel|JSON|Enter|English|Lianxin|MB|"
    r"[A-Z]?[0-9][0-9.:\-]*[A-Z]?[0-9]*|[MQ]0[0-9]+|H[12]|Q[1-4]|office"
)
PAGES = (
    "/?period=2021",
    "/lines/liaison/?period=2021",
    "/figures/liaison.cases_closed/?period=2021",
    "/figures/liaison.coverage/?period=2021",
    "/figures/liaison.cases_closed/receipt/?period=2021",
    "/imports/",
    "/?period=20x1",
    "/figures/nothing.here/",
    "/lines/weather/",
)


def words(page: str) -> str:
    """What is read: text, and the labels that are read aloud."""
    labels = " ".join(re.findall(r'(?:aria-label|title|placeholder)="([^"]*)"', page))
    page = re.sub(r"<(script|style|svg)\b.*?</\1>", " ", page, flags=re.S)
    return re.sub(r"<[^>]+>", " ", page) + labels


@pytest.mark.usefixtures("cases")
@pytest.mark.parametrize("language", ["zh-hans", "zh-hant"])
def test_no_english_is_left_on_chinese_pages(office: Client, language: str) -> None:
    office.post("/web/language", {"language": language, "next": "/"})
    left = {
        address: found
        for address in PAGES
        if (found := re.findall(r"[A-Za-z]{3,}", SAME.sub(" ", words(office.get(address).content.decode()))))
    }
    asked_for = {"nothing", "here"}
    left = {a: [w for w in found if w not in asked_for] for a, found in left.items()}
    assert not {address: found for address, found in left.items() if found}


@pytest.mark.usefixtures("cases")
def test_no_chinese_is_left_on_english_pages(office: Client) -> None:
    """But for the records themselves, languages named in their own words, and the signs of the groups."""
    office.post("/web/language", {"language": "en", "next": "/"})
    for address in PAGES[:2]:
        page = words(office.get(address).content.decode())
        page = re.sub(r"简体中文|繁體中文|王晓梅|[连育力数册王]", "", page)
        assert not re.findall(r"[\u4e00-\u9fff]+", page), address


def templates() -> Iterator[Path]:
    yield from translations.PACKAGE.glob("*/templates/**/*.html")


def test_templates_say_everything_through_messages() -> None:
    """A word typed into a template would stand there in every language."""
    typed = {}
    for path in templates():
        if path.name in ("500.html", "503.html"):  # rendered without context, in two languages
            continue
        text = re.sub(r"{% block body_class %}.*?{% endblock %}", "", path.read_text())
        text = re.sub(r"{#.*?#}|<style>.*?</style>|<code>.*?</code>", "", text, flags=re.S)
        text = re.sub(r"{%\s*blocktranslate.*?endblocktranslate\s*%}", "", text, flags=re.S)
        text = re.sub(r"<svg.*?</svg>|{%.*?%}|{{.*?}}", " ", text, flags=re.S)
        text = re.sub(r"<[^>]*>", " ", text)
        if found := [w for w in re.findall(r"[A-Za-z]{2,}", text) if not SAME.fullmatch(w)]:
            typed[path.name] = found
    assert not typed


def test_traditional_pages_are_traditional() -> None:
    with translation.override("zh-hant"):
        assert gettext("Receipt") == "憑據"
