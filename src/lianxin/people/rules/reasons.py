"""Why somebody opens a person's details, where no open task says so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

#: How long a reason holds for one person.
MINUTES = 30
#: Characters; a single one or two say nothing to the person who reads them later.
SHORTEST = 4


def N_(message: str) -> str:  # noqa: N802  the name that message extraction knows
    return message


#: Common duties, picked with one press. The words go into the ledger, in English; pages translate them.
DUTIES = (
    N_("The member asked for something"),
    N_("Preparing a call or visit"),
    N_("Preparing an event or meeting"),
    N_("Checking or correcting the record"),
    N_("Putting figures or a report together"),
)


@dataclass(frozen=True)
class Reason:
    """`picked`: one of `DUTIES`; else the words are the reader's own."""

    text: str
    picked: bool
    until: datetime

    @classmethod
    def given(cls, text: str, now: datetime) -> Reason:
        return cls(text, text in DUTIES, now + timedelta(minutes=MINUTES))

    def kept(self) -> dict[str, str]:
        """As a session keeps it."""
        return {"text": self.text, "until": self.until.isoformat()}


def remembered(kept: Mapping[str, str] | None, now: datetime) -> Reason | None:
    """The reason a session holds for a person, while it holds."""
    if not kept or datetime.fromisoformat(kept["until"]) < now:
        return None
    return Reason(kept["text"], kept["text"] in DUTIES, datetime.fromisoformat(kept["until"]))
