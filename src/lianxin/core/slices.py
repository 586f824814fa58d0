"""Which slice of a sheet a role may see and change, and what stays masked: pure decisions (docs/trust.md)."""

from typing import Any

#: Roles beside the office who work for it; they see rows about nobody, and the names of members.
STAFF = ("liaison_officer", "studio_manager", "trainer", "market_staff", "planner")
#: Slices of a sheet: which of its rows a role may see. `names`: every row, but only the columns that name.
#: `made`: what was made by them or for their line of work.
SLICES = ("all", "names", "own_members", "own_unit", "own_growing", "self", "made", "none")


def slices_for(role: str, *, rule: Any) -> frozenset[str]:
    """The slices of a sheet with `rule` (a `core.scope.Rule`) that a role may see together."""
    if role in ("office", "auditor") or role in rule.keepers:
        return frozenset({"all"})
    if role in STAFF:
        return _for_staff(role, rule) | ({"made"} if role in rule.makers else frozenset())
    if role == "unit_contact":
        return _for_unit(rule)
    own = {"member": ("self", rule.about), "grower": ("own_growing", rule.growers)}
    name, paths = own.get(role, ("", ()))
    return frozenset({name}) if paths else frozenset()


def _for_unit(rule: Any) -> frozenset[str]:
    if rule.units:
        return frozenset({"own_unit"})
    return frozenset() if rule.personal else frozenset({"all"})


def _for_staff(role: str, rule: Any) -> frozenset[str]:
    if rule.names:
        return frozenset({"names", "own_members"} if role == "liaison_officer" else {"names"})
    if not rule.personal or rule.contact:
        return frozenset({"all"})
    return frozenset({"own_members"}) if role == "liaison_officer" and rule.about else frozenset()


def may_write(role: str, *, rule: Any, own: bool) -> bool:
    """Whether a role may change a row it sees; `own`: it is about one of the officer's own members."""
    if role == "office" or role in rule.keepers:
        return True
    return role == "liaison_officer" and rule.carers and own


def masked(category: str, text: str) -> str:
    """A value that is shown only when it is asked for with a reason: 138****5678, 张**."""
    if not text:
        return ""
    if category == "phone":
        return f"{text[:3]}****{text[-4:]}" if len(text) >= 9 else "*" * len(text)
    return text[0] + "*" * max(len(text) - 1, 1)


#: Categories of personal data that stay masked until asked for.
MASKED = frozenset({"phone", "contact"})
