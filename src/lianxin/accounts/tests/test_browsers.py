"""A device is said so that its owner knows it."""

import pytest
from django.test import Client
from django.utils import translation

from lianxin.accounts.queries import device_words
from lianxin.accounts.rules import browser_and_system

_PC = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/142.0 Safari/537.36"
_PHONE = "Mozilla/5.0 (Linux; Android 14; V2309A) AppleWebKit/537.36 Version/4.0 Chrome/130.0"
_APPLE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)"


@pytest.mark.parametrize(
    ("said", "known"),
    [
        (_PC, ("Chrome", "Windows")),
        (f"{_PC} Edg/142.0", ("Edge", "Windows")),
        (f"{_PC} QQBrowser/15.0", ("QQ Browser", "Windows")),
        (f"{_PHONE} Mobile Safari/537.36 MicroMessenger/8.0.50", ("WeChat", "Android")),
        (f"{_PHONE} HuaweiBrowser/15.0 HarmonyOS", ("Huawei Browser", "HarmonyOS")),
        (f"{_APPLE} Version/18.1 Mobile/15E148 Safari/604.1", ("Safari", "iPhone")),
        (f"{_APPLE} CriOS/142.0 Mobile/15E148 Safari/604.1", ("Chrome", "iPhone")),
        ("curl/8.5.0", ("", "")),
        ("", ("", "")),
        ("<script>alert(1)</script>" * 100, ("", "")),
    ],
)
def test_a_device_is_known_by_its_words(said: str, known: tuple[str, str]) -> None:
    assert browser_and_system(said) == known


def test_words() -> None:
    with translation.override("zh-hans"):
        assert device_words(f"{_PHONE} MicroMessenger/8.0.50") == "微信 · Android"
        assert device_words("<b>") == "未知设备"


@pytest.mark.django_db
def test_the_own_sessions_say_which_device(staff, log_in) -> None:
    client: Client = log_in(staff())
    page = client.get("/account/", headers={"user-agent": _PC}).content.decode()
    assert "未知设备" in page  # the test client that logged in says nothing
    assert "Mozilla" not in page
