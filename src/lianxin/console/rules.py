"""The nine lines of work, and what else the console leads to: which figures and sheets stand where.

Names are English message ids; `N_` only marks them, so that this module runs without Django.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


def N_(message: str) -> str:  # noqa: N802  the name that message extraction knows
    return message


@dataclass(frozen=True)
class Line:
    """`figures`: keys, or `app.*` for all of an app; a named key wins over a pattern."""

    slug: str
    name: str
    icon: str
    about: str
    figures: tuple[str, ...]
    sheets: tuple[str, ...]


@dataclass(frozen=True)
class Group:
    """One of the programme's groups; `sign` is the character it is known by, in every language."""

    sign: str
    name: str
    lines: tuple[Line, ...]


CONNECT = Group(
    "连",
    N_("Connect"),
    (
        Line(
            "learning",
            N_("Diverse learning"),
            "school",
            N_("Courses, seminars, study visits and quiz contests."),
            ("learning.*",),
            ("events", "attendances"),
        ),
        Line(
            "conference",
            N_("Joint conference"),
            "users-group",
            N_("Member units, their meetings, and who does what by when."),
            ("council.*",),
            ("meetings", "resolutions", "measures"),
        ),
        Line(
            "liaison",
            N_("Regular liaison"),
            "messages",
            N_("Officers paired with members, contacts, and requests with an answer."),
            ("liaison.*",),
            ("officers", "assignments", "contacts", "cases"),
        ),
    ),
)
RAISE = Group(
    "育",
    N_("Raise"),
    (
        Line(
            "studios",
            N_("Bases and studios"),
            "video",
            N_("Bases, studios, bookings and how well they are used."),
            ("spaces.*",),
            ("bases", "studios", "bookings"),
        ),
        Line(
            "training",
            N_("Skills training"),
            "certificate",
            N_("Training with partner schools, and the certificates it leads to."),
            ("learning.courses", "learning.attendances", "learning.certificates"),
            ("events", "attendances", "certificates"),
        ),
        Line(
            "representation",
            N_("Representation"),
            "speakerphone",
            N_("Appointments, proposals and their answers."),
            ("voice.*",),
            ("appointments", "proposals"),
        ),
    ),
)
EMPOWER = Group(
    "力",
    N_("Empower"),
    (
        Line(
            "goodworks",
            N_("Public good"),
            "heart-handshake",
            N_("Campaigns, donations, honours, mentoring and works."),
            ("goodworks.*",),
            ("campaigns", "participations", "donations", "honours", "mentorships", "works", "work_stats"),
        ),
        Line(
            "market",
            N_("Farm produce market"),
            "building-store",
            N_("Outlets, products, contract farming, investment and live sessions."),
            ("market.*",),
            (
                "outlets",
                "products",
                "listings",
                "contracts",
                "investments",
                "live_sessions",
                "live_items",
                "rankings",
            ),
        ),
        Line(
            "desk",
            N_("Information desk"),
            "message-question",
            N_("Questions from the public and answers with their sources."),
            ("desk.*",),
            ("questions",),
        ),
    ),
)
SALES = Line(
    "sales",
    N_("Sales"),
    "shopping-cart",
    N_("Order lines of all platforms, after refunds, credited to members."),
    ("sales.*",),
    (),
)
MEMBERS = Line(
    "members",
    N_("Members and units"),
    "id-badge-2",
    N_("Who takes part: members, their accounts, units and companies."),
    ("people.*",),
    ("organisations", "members", "accounts"),
)
GROUPS = (CONNECT, RAISE, EMPOWER)
#: In the order of the figures page: the members, the nine lines, what was sold.
LINES = (MEMBERS, *(line for group in GROUPS for line in group.lines), SALES)


def line_called(slug: str) -> Line | None:
    return next((line for line in LINES if line.slug == slug), None)


def line_with_sheet(name: str) -> Line | None:
    """The first line that keeps the sheet."""
    return next((line for line in LINES if name in line.sheets), None)


def line_of(key: str) -> Line:
    """The line a figure stands in. KeyError for a key that no line takes."""
    pattern = f"{key.partition('.')[0]}.*"
    for wanted in (key, pattern):
        for line in LINES:
            if wanted in line.figures:
                return line
    raise KeyError(key)


def keys_by_line(keys: Iterable[str]) -> dict[str, list[str]]:
    """Slug to figure keys, both in the order of the page."""
    found: dict[str, list[str]] = {line.slug: [] for line in LINES}
    for key in keys:
        found[line_of(key).slug].append(key)
    return {slug: held for slug, held in found.items() if held}


#: Beyond this a percentage says less than the two values (tenfold and more).
TELLING_CHANGE = 1000.0


@dataclass(frozen=True)
class Movement:
    """Against a year earlier. `direction`: up, down, level, unknown; `by` as printed, may be ""."""

    direction: str
    by: str
    points: bool = False


def movement(value: object, previous: object, change: float | None, unit: str) -> Movement:
    """How a value moved. A percentage moves by percentage points; from nothing or zero there is no rate."""
    if value is None or previous is None:
        return Movement("unknown", "")
    now, before = float(str(value)), float(str(previous))
    direction = "up" if now > before else "down" if now < before else "level"
    if unit == "%":
        return Movement(direction, f"{abs(now - before):.1f}", points=True)
    if change is None or abs(change) > TELLING_CHANGE or direction == "level":
        return Movement(direction, "")
    return Movement(direction, f"{abs(change):.1f}%")


#: The parts of a year that a period can be, as they are written after the year.
PARTS = (
    ("", N_("Whole year")),
    ("H1", N_("First half")),
    ("H2", N_("Second half")),
    ("Q1", N_("1st quarter")),
    ("Q2", N_("2nd quarter")),
    ("Q3", N_("3rd quarter")),
    ("Q4", N_("4th quarter")),
    ("-01", N_("January")),
    ("-02", N_("February")),
    ("-03", N_("March")),
    ("-04", N_("April")),
    ("-05", N_("May")),
    ("-06", N_("June")),
    ("-07", N_("July")),
    ("-08", N_("August")),
    ("-09", N_("September")),
    ("-10", N_("October")),
    ("-11", N_("November")),
    ("-12", N_("December")),
)

#: Kinds of import file, in words: what it is, and of which platform.
_FILE_GROUPS = {"orders": N_("Orders"), "aftersale": N_("After-sales"), "live": N_("Live sessions")}
_PLATFORMS = {
    "douyin": N_("Douyin"),
    "kuaishou": N_("Kuaishou"),
    "wechat": N_("WeChat Channels"),
    "taobao": N_("Taobao"),
    "pdd": N_("Pinduoduo"),
    "jd": N_("JD"),
    "xhs": N_("Xiaohongshu"),
    "generic": N_("other platform"),
}


def file_kind(name: str) -> tuple[str, str] | None:
    """("Douyin", "Orders") for `orders:douyin`; None for other kinds."""
    group, _colon, platform = name.partition(":")
    if group in _FILE_GROUPS and platform in _PLATFORMS:
        return _PLATFORMS[platform], _FILE_GROUPS[group]
    return None


@dataclass(frozen=True)
class Pages:
    """One page of many: numbers from 1; there is always a first page."""

    number: int
    last: int
    size: int
    total: int

    @classmethod
    def of(cls, asked: str, total: int, size: int) -> Pages:
        """The page asked for, or the nearest there is."""
        last = max(1, -(-total // size))
        number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 10 else 1
        return cls(min(max(number, 1), last), last, size, total)

    @property
    def offset(self) -> int:
        return (self.number - 1) * self.size

    @property
    def first_row(self) -> int:
        return min(self.offset + 1, self.total)

    @property
    def last_row(self) -> int:
        return min(self.offset + self.size, self.total)

    @property
    def earlier(self) -> int | None:
        return self.number - 1 if self.number > 1 else None

    @property
    def later(self) -> int | None:
        return self.number + 1 if self.number < self.last else None
