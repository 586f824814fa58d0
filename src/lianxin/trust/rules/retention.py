"""How long each class of data is kept, from which day, and what happens then."""

from calendar import monthrange
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Kept:
    """`columns` of `sheet` are kept `months` after the day in `since`; then `what` happens to them.

    `sheet` is a record sheet, or one of ours: ledger, requests, problem_workbooks, and those of
    `hooks.words_beside`. `least`: the fewest months that may be set.
    `active`: in force without the office having said so; records go only once it has.
    """

    code: str
    sheet: str
    columns: tuple[str, ...]
    since: str
    months: int
    what: str  # blank | anonymise | remove
    least: int = 6
    active: bool = False


@dataclass(frozen=True)
class Beside:
    """Words about members in a table that is no sheet; `code` is their class, `kind` the ledger's word."""

    code: str
    kind: str
    old: Callable[[date], dict[int, str]]  # the day → id → member number of what was over before it
    about: Callable[[str], dict[int, str]]  # likewise of all about a member, also under earlier numbers
    blank: Callable[[Collection[int]], int]  # ids; how many rows that were


#: Nobody may set less for the ledger: records of who was given what are kept for three years.
LEAST_MONTHS = 36

CLASSES = (
    Kept("contact_notes", "contacts", ("summary",), "date", 36, "blank"),
    Kept("left_phones", "members", ("phone",), "left_on", 12, "blank"),
    Kept("left_names", "members", ("name", "stage_name"), "left_on", 60, "anonymise"),
    Kept("attendees", "attendances", ("attendee",), "date", 60, "anonymise"),
    Kept("certificate_holders", "certificates", ("attendee",), "issued_on", 120, "anonymise", 36),
    Kept("booking_words", "arrangements", ("note", "decision", "end_reason"), "ends_at", 24, "blank"),
    Kept("loan_words", "loans", ("condition",), "returned_at", 24, "blank"),
    Kept("left_units", "organisations", ("contact", "phone"), "left_on", 12, "blank"),
    Kept(
        "problem_workbooks",
        "problem_workbooks",
        ("problem_workbook",),
        "started_at",
        12,
        "remove",
        1,
        active=True,
    ),
    Kept("requests", "requests", ("text", "wanted"), "closed_at", 60, "blank", LEAST_MONTHS, active=True),
    Kept("ledger", "ledger", ("payload",), "at", 60, "remove", LEAST_MONTHS, active=True),
)


#: Begins every made-up name, so that nobody is made nameless twice.
NAMELESS = "已匿名"


def says_something(value: str) -> bool:
    """Whether a value is one that could still be emptied."""
    return bool(value) and not value.startswith(NAMELESS)


def kept_class(code: str) -> Kept:
    """Raises KeyError."""
    return {one.code: one for one in CLASSES}[code]


def months_before(day: date, months: int) -> date:
    """The same day so many months earlier; the month's last day where that month is shorter."""
    whole = day.year * 12 + day.month - 1 - months
    year, month = divmod(whole, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
