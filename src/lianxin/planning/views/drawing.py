"""The cells of the board as HTML: a template takes three times as long for a thousand pieces.

Whatever is not our own class or number is escaped.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from lianxin.engines.planner import Session, Slot
from lianxin.lib.dates import BEIJING
from lianxin.planning import rules
from lianxin.planning.queries.boards import Board
from lianxin.planning.views.words import Namer


@dataclass(frozen=True)
class Look:
    """How the board is seen: by creators or by studios, which week, and whether the actor may move."""

    by: str
    week: int
    may_move: bool


class Painter:
    """Draws the cells of one board."""

    def __init__(self, board: Board, namer: Namer, look: Look) -> None:
        self.board, self.namer, self.look = board, namer, look
        pk = board.season.pk
        self._page = reverse("planning:session", args=[pk, "-", 0]).removesuffix("-/0/")
        self._add = reverse("planning:add", args=[pk])
        self._words = {
            "locked": _("locked"),
            "wrong": _("breaks a rule"),
            "begun": _("begun or over"),
            "add": _("Add a session"),
        }
        now = timezone.now()
        self._today = now.astimezone(BEIJING).date()
        self._begun = rules.begun_of(board.problem.slots, now)
        self._days: dict[date, list[Slot]] = {}
        for slot in board.problem.slots:
            self._days.setdefault(slot.date, []).append(slot)

    def days(self) -> list[date]:
        """Those of the week shown."""
        slots = self.board.problem.slots
        return sorted({slot.date for slot in slots if slot.week == self.look.week})

    def weeks(self) -> range:
        return range(self.board.problem.weeks)

    def cells(self, subject: str, free: frozenset[int]) -> SafeString:
        """The days of a row: its sessions, and its times, each free or not."""
        return mark_safe("".join(piece for day in self.days() for piece in self._day(subject, free, day)))  # noqa: S308

    def overview(self, subject: str) -> SafeString:
        """The weeks of a row: only its sessions."""
        return mark_safe("".join(piece for week in self.weeks() for piece in self._week(subject, week)))  # noqa: S308

    def _day(self, subject: str, free: frozenset[int], day: date) -> Iterator[str]:
        held = self.board.by_day.get((subject, day), [])
        taken = {one.slot for one in held}
        yield f'<td data-day="{day.isoformat()}">'
        for one in held:
            yield self.card(one)
        if self.look.may_move and day >= self._today:
            place = {
                self.look.by: subject,
                "day": day.isoformat(),
                "by": self.look.by,
                "week": self.look.week,
            }
            words = f"{self._words['add']} {self._subject(subject)} {day.month}-{day.day}"
            yield (
                f'<a class="add" tabindex="-1" href="{escape(self._add)}?{escape(urlencode(place))}"'
                f' aria-label="{escape(words)}">+</a>'
            )
        yield '<span class="ticks" aria-hidden="true">'
        for slot in self._days[day]:
            kind = "taken" if slot.id in taken else "free" if slot.id in free else "shut"
            yield f'<i class="{kind}" data-slot="{slot.id}"><b>{slot.starts}</b></i>'
        yield "</span></td>"

    def _week(self, subject: str, week: int) -> Iterator[str]:
        yield f'<td data-week="{week}">'
        for day, slots in self._days.items():
            if slots[0].week == week:
                for one in self.board.by_day.get((subject, day), []):
                    yield self.card(one, day=True)
        yield "</td>"

    def _subject(self, subject: str) -> str:
        return self.namer.creator(subject) if self.look.by == "creator" else subject

    def card(self, one: Session, *, day: bool = False) -> str:
        """A session: when, where or who, and what it sells."""
        key = rules.key_of(one)
        slot = self.board.problem.slots[one.slot]
        locked, wrong = key in self.board.locked, key in self.board.wrong
        other = one.studio if self.look.by == "creator" else self.namer.creator(one.creator)
        at = f"{slot.date.month}-{slot.date.day} {slot.starts}" if day else slot.starts
        mix = self.namer.mix(one.products, 2)
        begun = one.slot in self._begun
        states = {"is-locked": locked, "is-wrong": wrong, "is-begun": begun}
        classes = " ".join(["sess", *(name for name, so in states.items() if so)])
        said = [self.namer.session(one), self.namer.mix(one.products)]
        said += [self._words["locked"]] if locked else []
        said += [self._words["wrong"]] if wrong else []
        said += [self._words["begun"]] if begun else []
        sign = "⚠ " if wrong else ""
        pin = '<i class="pin" aria-hidden="true"></i>' if locked else ""
        query = f"?by={self.look.by}&amp;week={self.look.week}"
        return (
            f'<a class="{classes}" data-day="{slot.date.month}-{slot.date.day}"'
            f' href="{self._page}{escape(one.creator)}/{one.slot}/{query}"'
            f' data-creator="{escape(one.creator)}" data-slot="{one.slot}" data-studio="{escape(one.studio)}"'
            f' title="{escape(" · ".join(said))}"><b>{sign}{at} {escape(other)}</b>{pin}'
            f"<span>{escape(mix)}</span></a>"
        )
