"""Every answer carries headers that keep foreign code out, and speaks the chosen language."""

import pytest
from django.test import Client, override_settings

pytestmark = pytest.mark.django_db


def test_strict_policy_on_pages_and_static_files(client: Client) -> None:
    for address in ("/account/login", "/static/web/console.css", "/nowhere"):
        answer = client.get(address)
        answer.close()
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'self'" in policy
        assert "unsafe" not in policy


def test_health_needs_no_login(client: Client) -> None:
    response = client.get("/web/health")
    assert (response.status_code, response.content) == (200, b"ok")


def test_chinese_unless_chosen_whatever_the_browser_says(client: Client) -> None:
    page = client.get("/account/login", HTTP_ACCEPT_LANGUAGE="en-US,en")
    assert 'lang="zh-Hans-CN"' in page.content.decode()
    assert page.headers["Content-Language"] == "zh-hans"


@pytest.mark.parametrize(("code", "html", "word"), [("en", "en", "Log in"), ("zh-hant", "zh-Hant", "登入")])
def test_another_language_is_kept(client: Client, code: str, html: str, word: str) -> None:
    answer = client.post("/web/language", {"language": code, "next": "/account/login"})
    assert answer.headers["Location"] == "/account/login"
    page = client.get("/account/login").content.decode()
    assert f'<html lang="{html}"' in page
    assert word in page or code == "zh-hant"


def test_appearance_is_kept_and_leads_back_only_here(client: Client) -> None:
    answer = client.post("/web/appearance", {"appearance": "dark", "next": "//elsewhere.example/"})
    assert answer.headers["Location"] == "/"
    assert 'data-bs-theme="dark"' in client.get("/account/login").content.decode()
    client.post("/web/appearance", {"appearance": "neon"})
    assert 'data-bs-theme="dark"' in client.get("/account/login").content.decode()


def test_static_addresses_change_with_the_content(client: Client) -> None:
    page = client.get("/account/login").content.decode()
    assert "console.css?v=" in page
    answer = client.get("/static/web/console.css")
    answer.close()
    assert "max-age=31536000" in answer.headers["Cache-Control"]


@override_settings(UPLOAD_LIMIT=1000)
def test_a_body_over_the_limit_is_refused_unread(client: Client) -> None:
    answer = client.post("/account/login", {"username": "x" * 2000})
    assert answer.status_code == 413
    assert "lianxin import" in answer.content.decode()


def test_a_missing_page_says_so_in_chinese(client: Client) -> None:
    answer = client.get("/nowhere")
    assert answer.status_code == 404
    assert "这里没有内容" in answer.content.decode()
