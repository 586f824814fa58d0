"""Whom a user stands for: some roles see only what is about somebody, so they must say who that is."""

from collections.abc import Mapping

#: Role → the column that says it.
_NEEDED = {"member": "member_no", "liaison_officer": "officer_no", "unit_contact": "unit", "grower": "unit"}


def missing(role: str, held: Mapping[str, str]) -> str:
    """The column that a user of the role lacks; "" for none."""
    column = _NEEDED.get(role, "")
    return column if column and not held.get(column, "").strip() else ""
