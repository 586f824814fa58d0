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
    _staff("administrator", "admin", "何远帆"),
    _staff("office", "office", "陈静怡"),
    _staff("auditor", "auditor", "罗正清"),
    _staff("liaison_officer", "liaison", "冯茶安", officer_no="G001"),
    _staff("unit_contact", "unit", "唐若溪", unit="青禾区商务局"),
    _staff("studio_manager", "studio", "宋一鸣"),
    _staff("trainer", "trainer", "梁书敏"),
    _staff("market_staff", "market", "邓晓禾"),
    _staff("planner", "planner", "谢望舒"),
    Account("member", "member", "成员 M0001", stands_for={"member_no": "M0001", "phone": "19900013001"}),
    Account(
        "grower",
        "grower",
        "合作社负责人",
        stands_for={"unit": "青禾丰收农产品专业合作社", "phone": "19900099001"},
    ),
)
