"""The sessions that a search for locks has put down, and which of them stand against one more."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count

from lianxin.engines.planner.lock_places import Places
from lianxin.engines.planner.problem import Creator, Part, Problem, Session
from lianxin.engines.planner.sharing import shared_out

DAY = timedelta(days=1)
#: The choices that stand in the way (perhaps none: then it is impossible anyhow), or None if nothing does.
Guilty = set[int] | None


@dataclass(frozen=True)
class Draft:
    """A session that keeps lock `lock`; without products it shows any one that can be shown."""

    session: Session
    lock: int
    day: date
    week: int

    @property
    def place(self) -> int:
        """The choice of its creator and slot."""
        return 2 * self.lock

    @property
    def room(self) -> int:
        """The choice of its studio."""
        return 2 * self.lock + 1


class Drafts:
    """In the order of their locks."""

    def __init__(self, problem: Problem, places: Places) -> None:
        self._slots = problem.slots
        self._rules = problem.rules
        self._places = places
        self._all: list[Draft] = []
        self._of_creator: dict[str, list[Draft]] = defaultdict(list)
        self._in_slot: dict[int, list[Draft]] = defaultdict(list)

    def add(self, session: Session, lock: int) -> None:
        """Puts down a session for the lock."""
        slot = self._slots[session.slot]
        draft = Draft(session, lock, slot.date, slot.week)
        self._all.append(draft)
        self._of_creator[session.creator].append(draft)
        self._in_slot[session.slot].append(draft)

    def forget(self, lock: int) -> None:
        """Takes back the sessions of this lock and of those after it."""
        while self._all and self._all[-1].lock >= lock:
            session = self._all.pop().session
            self._of_creator[session.creator].pop()
            self._in_slot[session.slot].pop()

    def keep(self, part: Part) -> bool:
        """Whether one of them keeps the lock."""
        if part.creator is not None:
            near = self._of_creator[part.creator]
        else:
            near = self._all if part.slot is None else self._in_slot[part.slot]
        return any(part.is_kept_by(draft.session) for draft in near)

    def taken(self, slot: int) -> dict[str, Draft]:
        """By studio, those of a slot."""
        return {draft.session.studio: draft for draft in self._in_slot[slot]}

    def against_creator(self, creator: Creator, slot: int) -> Guilty:
        """The sessions with which another one of this creator breaks a rule of days and weeks."""
        here, own, holds = self._slots[slot], self._of_creator[creator.id], self._places.holds
        if holds("creator_day", creator.id):
            same_day = {draft.place for draft in own if draft.day == here.date}
            if same_day:
                return same_day
        if holds("week_cap", creator.id):
            same_week = {draft.place for draft in own if draft.week == here.week}
            if len(same_week) >= creator.max_per_week:
                return same_week
        if holds("run", creator.id):
            run = self._run(here.date, own)
            if run is not None:
                return run
        return self._unrested(slot, own) if holds("rest", creator.id) else None

    def against_week(self, session: Session) -> Guilty:
        """The creator's other sessions of the week, if products cannot be shared out among them all."""
        if not self._places.holds("repeat", session.creator):
            return None
        week = self._slots[session.slot].week
        own = [draft for draft in self._of_creator[session.creator] if draft.week == week]
        sessions = [*(draft.session for draft in own), session]
        if self._shared(sessions) is not None:
            return None
        places = {draft.place for draft in own}
        return places | {draft.room for draft in own} if self._places.bans else places

    def sessions(self) -> list[Session]:
        """All of them, those without products with one unit of one."""
        weeks: dict[tuple[str, int], list[Session]] = defaultdict(list)
        for draft in self._all:
            weeks[draft.session.creator, draft.week].append(draft.session)
        made = []
        for (creator, _week), own in weeks.items():
            if self._places.holds("repeat", creator):
                chosen = self._shared(own) or {}
            else:
                chosen = {n: self._places.showable(one)[0] for n, one in enumerate(own) if not one.products}
            for n, one in enumerate(own):
                made.append(Session(one.creator, one.studio, one.slot, one.products or {chosen[n]: 1}))
        return made

    def _shared(self, sessions: Sequence[Session]) -> dict[int, str] | None:
        """A product for each session of a creator's week that names none: position → product."""
        fixed = [product for one in sessions for product in one.products]
        openly = {n: self._places.showable(one) for n, one in enumerate(sessions) if not one.products}
        return shared_out(openly, fixed, self._rules.repeat_per_week)

    def _run(self, day: date, own: Sequence[Draft]) -> Guilty:
        """The sessions with which this day makes too many in a row."""
        on: dict[date, set[int]] = defaultdict(set)
        for draft in own:
            on[draft.day].add(draft.place)
        before = next(n for n in count(1) if day - n * DAY not in on) - 1
        after = next(n for n in count(1) if day + n * DAY not in on) - 1
        if before + 1 + after <= self._rules.max_run:
            return None
        days = [day + n * DAY for n in range(-before, after + 1)]
        return {place for one in days if one in on for place in on[one]}

    def _unrested(self, slot: int, own: Sequence[Draft]) -> Guilty:
        here, last = self._slots[slot], self._rules.last_slot_order
        found = set()
        for draft in own:
            other = self._slots[draft.session.slot]
            early, late = (here, other) if here.date > other.date else (other, here)
            if early.date - late.date == DAY and late.order == last and early.order == 0:
                found.add(draft.place)
        return found or None
