"""Passwords that everybody here would try are refused, without asking anybody."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from lianxin.accounts.rules import is_habitual, normal_address

WEAK = [
    "woaini1314",
    "woaini520",
    "5201314520",
    "1314520520",
    "wang19900101",
    "li20010203",
    "13800138000",
    "zhang123456",
    "a123456789",
    "qwerty123",
    "1qaz2wsx3edc",
    "1q2w3e4r5t",
    "lianxin2021",
    "admin888888",
    "bangongshi123",
    "aa123456789",
    "88888888888",
    "1111111111",
    "iloveyou1314",
    "mima123456",
    "qazwsxedc123",
    "abc123123123",
    "beijing2008",
    "password2021",
    "!@#$1234",
    "wodemima123",
]
STRONG = (
    "竹林里有三只白鹭",
    "correct horse battery",
    "lianxin-demo-office",
    "Tz7!kkd-0Pq2",
    "qingxi xian hao shui",
)


@pytest.mark.parametrize("password", WEAK)
def test_habits_are_refused(password: str) -> None:
    with pytest.raises(ValidationError):
        validate_password(password)


@pytest.mark.parametrize("password", STRONG)
def test_others_are_not(password: str) -> None:
    assert not is_habitual(password)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("13800138000", ("phone", "13800138000")),
        ("+86 138 0013 8000", ("phone", "13800138000")),
        ("0086-138-0013-8000", ("phone", "13800138000")),
        ("１３８００１３８０００", ("phone", "13800138000")),
        (" Li@Example.CN ", ("email", "li@example.cn")),
        ("12800138000", None),
        ("1380013800", None),
        ("a@b", None),
        ("a b@c.cn", None),
        ("", None),
    ],
)
def test_addresses(typed: str, kept: tuple[str, str] | None) -> None:
    assert normal_address(typed) == kept
