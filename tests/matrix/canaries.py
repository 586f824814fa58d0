"""Whose data stand in an answer, whether the ledger says so, and whether they may stand there.

Who may see what is said here by hand, as in `routes`, not asked of the code.
"""

import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from urllib.parse import quote

from matrix.district import (
    ATTENDEES,
    BUYER,
    CONTACTS,
    GUEST,
    NAMES,
    NOTES,
    NUMBERS,
    PHONES,
    UNIT_PHONES,
    UNITS,
    VARIANTS,
)
from matrix.routes import READERS
from matrix.world import ANONYMOUS, STANDS_FOR, Answer, World


@dataclass(frozen=True)
class Canary:
    """A planted value; `kind` is the register, `variant` whose it is."""

    text: str
    kind: str
    variant: str

    def subjects(self, world: World) -> set[str]:
        """One of these must stand in the event."""
        if self.kind == "unit":
            return {f"unit:{UNITS[self.variant]}"}
        member = {f"member:{NUMBERS[self.variant]}"}
        if self.kind != "attendee":
            return member
        rows = {f"row:certificates:{world.rows['certificates', self.variant]}"}
        return rows | member if self.text != GUEST else {f"row:attendances:{world.guest}"}


CANARIES = (
    *(Canary(NUMBERS[v], "number", v) for v in VARIANTS),
    *(Canary(NAMES[v], "name", v) for v in VARIANTS),
    *(Canary(PHONES[v], "phone", v) for v in VARIANTS),
    *(Canary(ATTENDEES[v], "attendee", v) for v in VARIANTS),
    *(Canary(NOTES[v], "note", v) for v in VARIANTS),
    *(Canary(CONTACTS[v], "unit", v) for v in CONTACTS),
    *(Canary(UNIT_PHONES[v], "unit", v) for v in UNIT_PHONES),
    Canary(GUEST, "attendee", "other"),
    *(Canary(text, "buyer", "other") for text in BUYER),
)
#: What is sealed at rest and stands in no address, log, mail or file of figures.
PERSONAL = tuple(c for c in CANARIES if c.kind != "number")
_ALL, _OWN, _UNIT = frozenset(VARIANTS), frozenset({"own"}), frozenset({"own", "same"})
_NONE = frozenset[str]()
_STAFF_NAMES = dict.fromkeys(("liaison_officer", "studio_manager", "trainer", "market_staff"), _ALL)
_OFFICES = dict.fromkeys(READERS, _ALL)
#: kind → role → whose values may be shown at all; nobody else's to anybody else.
MAY_SEE: dict[str, dict[str, frozenset[str]]] = {
    "name": {**_OFFICES, **_STAFF_NAMES, "unit_contact": _UNIT, "member": _OWN},
    "number": {
        **_OFFICES,
        **_STAFF_NAMES,
        "unit_contact": _UNIT,
        "member": _OWN,
        "grower": _UNIT,
        # whom an account stands for
        "administrator": _OWN,
    },
    "attendee": {**_OFFICES, "trainer": _ALL, "liaison_officer": _OWN, "member": _OWN},
    "note": {**_OFFICES, "liaison_officer": _OWN, "member": _OWN},
    "phone": {**_OFFICES, "liaison_officer": _OWN, "unit_contact": _UNIT, "member": _OWN},
    "unit": {**_OFFICES, **_STAFF_NAMES, "unit_contact": _OWN, "grower": _OWN},
    "buyer": {},
}
#: Where a value that is masked elsewhere stands in full: asked for with a reason, or the office's own copies.
IN_FULL = {"people:unmask", "people:organisation", "console:reveal", "console:export", "console:edit_record",
           "trust:export"}  # fmt: skip


def found(body: bytes) -> list[Canary]:
    """The values that stand in a text, or in any file of a zip (a workbook is one)."""
    whole = b"\n".join(_parts(body))
    return [c for c in CANARIES if any(form in whole for form in _forms(c.text))]


def _parts(body: bytes) -> Iterator[bytes]:
    yield body
    if body.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            for name in archive.namelist():
                yield name.encode()
                yield from _parts(archive.read(name))


@cache
def _forms(text: str) -> set[bytes]:
    numeric = "".join(f"&#{ord(letter)};" for letter in text)
    forms = {text, quote(text), json.dumps(text)[1:-1], numeric}
    return {form.encode() for form in forms} | {text.encode("gb18030"), text.encode("utf-16-le")}


def untold(answer: Answer, world: World, role: str, path: str) -> str:
    """Somebody is shown whom no event of this reader names; "" for nobody."""
    actor = "" if role == ANONYMOUS else world.users[role].username
    told = {subject for event in answer.events if event["actor"] == actor for subject in event["subjects"]}
    for canary in found(answer.body):
        if canary.kind == "buyer" or (canary.text in path and answer.status != 200):
            continue
        if not canary.subjects(world) & told:
            return f"shows {canary.text}, and the ledger does not say so"
    return ""


def unseen(answer: Answer, role: str, name: str, path: str) -> str:
    """Somebody is shown who should not be, or where not; "" for nobody."""
    for canary in found(answer.body):
        echoed = canary.text in path and answer.status != 200
        if not echoed and canary.variant not in MAY_SEE[canary.kind].get(role, _NONE):
            return f"shows {canary.text}"
        own = role in ("member", "grower") and name.startswith("portal:")
        if canary.kind in ("phone", "unit") and name not in IN_FULL and not own:
            return f"shows {canary.text} in full"
    headers = " ".join(f"{k}: {v}" for k, v in answer.headers.items() if k != "Content-Disposition")
    for canary in PERSONAL:
        address = quote(canary.text).encode()
        if (address != canary.text.encode() and address in answer.body) or canary.text in headers:
            return f"names {canary.text} in an address"
        if address.decode() in headers:
            return f"names {canary.text} in a header"
    return ""


__all__ = ["CANARIES", "PERSONAL", "STANDS_FOR", "found", "unseen", "untold"]
