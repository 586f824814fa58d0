"""The users of the demo. Their passwords are printed on the screen: the home holds made-up records only."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Account:
    role: str
    username: str
    password: str
    name: str


ACCOUNTS = (
    Account("administrator", "admin", "lianxin-demo-admin", "系统管理员"),  # nosec
    Account("office", "office", "lianxin-demo-office", "办公室"),
    Account("auditor", "auditor", "lianxin-demo-auditor", "核查员"),
)
