"""The users of the demo. Their passwords are printed on the screen: the home holds made-up records only."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Account:
    """Comes in with a password, or with a code. `stands_for`: member_no, officer_no, unit, phone."""

    role: str
    username: str
    name: str
    password: str = ""
    stands_for: dict[str, str] = field(default_factory=dict)


def _staff(role: str, username: str, name: str, **stands_for: str) -> Account:
    return Account(role, username, name, f"lianxin-demo-{username}", stands_for)


ACCOUNTS = (
    _staff("administrator", "admin", "系统管理员"),
    _staff("office", "office", "办公室"),
    _staff("auditor", "auditor", "审计员"),
    _staff("liaison_officer", "liaison", "结对联系干部", officer_no="G001"),
    _staff("unit_contact", "unit", "商务局联络员", unit="青禾区商务局"),
    _staff("studio_manager", "studio", "直播间管理员"),
    _staff("trainer", "trainer", "培训教师"),
    _staff("market_staff", "market", "市场专员"),
    _staff("planner", "planner", "规划员"),
    Account("member", "member", "成员 M0001", stands_for={"member_no": "M0001", "phone": "19900013001"}),
    Account(
        "grower",
        "grower",
        "合作社负责人",
        stands_for={"unit": "青禾丰收农产品专业合作社", "phone": "19900099001"},
    ),
)
