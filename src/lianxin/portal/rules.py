"""How a row is told to the person it is about: what it is called, and which cells say what. No Django."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lianxin.core.sheets import Column


def N_(message: str) -> str:  # noqa: N802  the name that message extraction knows
    return message


@dataclass(frozen=True)
class Fact:
    """One cell: what the column is called, and what it says. `note`: words written about a person."""

    column: str
    label: str
    text: str
    note: bool = False


@dataclass(frozen=True)
class Telling:
    """A row in words: when it was, what it is called, and the rest of its filled cells."""

    when: str
    heading: str
    facts: tuple[Fact, ...]


#: What the rows of a sheet are, said to whom they are about.
ABOUT: Mapping[str, str] = {
    "members": N_("How the office keeps you in its register."),
    "accounts": N_("Your accounts on platforms, and how many followers they had on a day."),
    "organisations": N_("Your unit, and who speaks for it."),
    "assignments": N_("Which officer was paired with you, from when to when."),
    "contacts": N_("Every time an officer called, wrote or came by, reached you or not, and what was noted."),
    "cases": N_("What you asked help for, who took it on, and how it ended."),
    "attendances": N_("Courses, lectures and visits for which you signed in."),
    "certificates": N_("Certificates in your name, those that have ended or were revoked among them."),
    "bookings": N_("Studios that were booked in your name."),
    "appointments": N_("Posts you hold or held."),
    "proposals": N_("Proposals you made, and what became of them."),
    "participations": N_("Hours you gave to campaigns for the public good."),
    "donations": N_("What you gave."),
    "honours": N_("Honours you received."),
    "mentorships": N_("Whom you teach, or who teaches you."),
    "works": N_("Works of yours that the office counts."),
    "work_stats": N_("How often your works were seen, as counted on a day."),
    "products": N_("Products that you supply."),
    "listings": N_("Items in platform shops."),
    "contracts": N_("What was agreed, delivered and paid."),
    "investments": N_("Projects in which you invested."),
    "live_sessions": N_("Live sessions you held."),
    "live_items": N_("Products that were shown in live sessions."),
}
#: The columns a row is called after, the best first.
_HEADINGS = ("title", "name", "position", "nickname", "event_no", "campaign_no", "product_no", "studio_no")
_NEXT_BEST = ("officer_no", "category", "channel", "kind", "work_no", "platform")
_DAYS = ("date", "datetime")


def tell(columns: Iterable[Column], facts: Mapping[str, Fact], *, left_out: Iterable[str] = ()) -> Telling:
    """`facts`: by column; an empty text is an empty cell. `left_out`: columns that say whose row it is."""
    filled = [column for column in columns if facts[column.name].text]
    when = next((c.name for c in filled if c.type in _DAYS), "")
    named = {column.name for column in filled} - {when}
    best = [name for name in (*_HEADINGS, *_NEXT_BEST) if name in named]
    heading = next(iter([*best, *(c.name for c in filled if c.name in named)]), "")
    said = {when, heading, *left_out}
    return Telling(
        when=facts[when].text if when else "",
        heading=facts[heading].text if heading else "",
        facts=tuple(facts[c.name] for c in filled if c.name not in said),
    )


def plain(value: Any) -> str:
    """Text of a value that no column explains: as in a file."""
    if value is None:
        return ""
    return "、".join(map(str, value)) if isinstance(value, list) else str(value)
