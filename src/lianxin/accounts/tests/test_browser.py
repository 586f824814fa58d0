"""The way in through a real browser: first login with an app, later ones with app or passkey."""

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from playwright.sync_api import Page, expect

from lianxin.accounts.actions import create_user
from lianxin.accounts.models import User

PASSWORD = "correct horse battery"
pytestmark = pytest.mark.browser


def fill_in(page: Page, address: str) -> None:
    page.goto(f"{address}/account/login?next=/account/")
    page.get_by_label("用户名").fill("chen")
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录", exact=True).click()


def test_first_login_then_app_then_passkey(page: Page, live_server) -> None:
    address = live_server.url.replace("127.0.0.1", "localhost")
    create_user(username="chen", password=PASSWORD, role=User.Role.OFFICE, actor=None)
    look(page, address)
    fill_in(page, address)

    page.get_by_role("link", name="手机身份验证器").click()
    expect(page.locator(".qr")).to_have_js_property("complete", True)
    assert page.locator(".qr").evaluate("picture => picture.naturalWidth > 0")
    page.get_by_text("不能扫码").click()
    secret = page.locator("code").inner_text()
    steps = list(yield_hotp_counters_from_time())
    page.get_by_label("验证码").fill(format_hotp_value(hotp_value(secret, steps[0])))
    look(page, "")
    page.get_by_role("button", name="完成设置").click()
    expect(page.locator(".recovery-codes li")).to_have_count(10)
    look(page, "")

    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    devices.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    page.goto(f"{address}/account/")
    page.route("**/passkey.js*", lambda held: None)
    page.get_by_role("link", name="添加通行密钥").click()
    make = page.get_by_role("button", name="创建通行密钥")
    expect(make).to_be_disabled()  # pressed before its script is there, it would do nothing
    page.unroute("**/passkey.js*")  # what is held goes on
    make.click()
    page.wait_for_url("**/account/")
    expect(page.get_by_text("通行密钥 2")).to_be_visible()
    look(page, "")

    page.locator(".person > summary").click()
    page.get_by_role("button", name="退出登录").click()
    fill_in(page, address)
    page.get_by_label("验证码").fill(format_hotp_value(hotp_value(secret, steps[2])))
    look(page, "")
    page.get_by_role("button", name="继续").click()
    page.wait_for_url("**/account/")

    page.locator(".person > summary").click()
    page.get_by_role("button", name="退出登录").click()
    fill_in(page, address)
    page.get_by_role("button", name="使用通行密钥").click()
    page.wait_for_url("**/account/")
    expect(page.get_by_role("heading", level=1)).to_have_text("我的账号")


def look(page: Page, address: str) -> None:
    """Nothing sticks out at the side of a telephone."""
    if address:
        page.goto(f"{address}/account/login")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390, page.url
