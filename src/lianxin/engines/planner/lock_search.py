"""Whether locks can stand together under given rules: an exact search for sessions that keep them.

Every hard rule is monotone: taking a session away never breaks one. So a problem can be planned exactly when
its locks can stand, with one session or less for each. Lock after lock a creator and slot are chosen, then a
studio, or a session that is there already keeps it; on a dead end the search jumps back to the last choice
that had a part in it (conflict-directed backjumping).

Choices are numbered: 2n is the creator and slot for lock n, 2n + 1 its studio.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count

from lianxin.engines.planner.locking import Active, Locks, Member
from lianxin.engines.planner.problem import Creator, Part, Session, Studio
from lianxin.engines.planner.sharing import shared_out

DAY = timedelta(days=1)
MOST_PLACES = 20_000  # tried before the search gives up; the largest real questions take some thousand
#: The choices that stand in the way (perhaps none: then it is impossible anyhow), or None if nothing does.
Guilty = set[int] | None
#: A creator and a slot; None where another lock's session is enough.
_Place = tuple[Creator, int] | None


class TooHard(Exception):
    """Neither sessions nor a proof that there are none were found in `MOST_PLACES`."""


def stands(locks: Locks, active: Active) -> bool:
    """Whether the active locks can stand under the active rules and bans; when in doubt, yes."""
    try:
        return sessions_for(locks, active) is not None
    except TooHard:
        return True


def sessions_for(locks: Locks, active: Active) -> list[Session] | None:
    """Sessions that keep the active locks, or None if there are none. Raises TooHard."""

    def openness(lock: Member) -> tuple[bool, int, int]:
        """Locks that name products come first, so that no session's products are settled later."""
        part = locks.part(lock)
        return not part.products, [part.creator, part.slot, part.studio].count(None), int(lock.key)

    asked = sorted((one for one in locks.locks if one in active), key=openness)
    return _Search(locks, [locks.part(one) for one in asked], active).run()


@dataclass(frozen=True)
class _Draft:
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


class _Search:
    def __init__(self, locks: Locks, parts: list[Part], active: Active) -> None:
        self._of = locks
        self._parts = parts
        self._held = {(member.rule, member.key) for member in active}
        self._slots = locks.problem.slots
        self._rules = locks.problem.rules
        self._bans = [locks.part(ban) for ban in locks.bans if ban in active]
        self._drafts: list[_Draft] = []
        self._of_creator: dict[str, list[_Draft]] = defaultdict(list)
        self._in_slot: dict[int, list[_Draft]] = defaultdict(list)
        self._named = self._named_studios()
        self._places: list[_Place] = []
        self._tried = 0

    def run(self) -> list[Session] | None:
        """The sessions, or None if there are none. Raises TooHard."""
        options: list[Iterator[None]] = []
        blame: list[set[int]] = []
        while len(options) < 2 * len(self._parts):
            choice = len(options)
            blame.append(self._meeting(choice))
            choose = self._choose_room if choice % 2 else self._choose_place
            options.append(choose(choice // 2, blame[choice]))
            while next(options[-1], False) is False:
                guilty = blame[-1]
                if not guilty:
                    return None
                back = max(guilty)
                del options[back + 1 :], blame[back + 1 :]
                blame[back] |= guilty - {back}
        return self._sessions()

    def _meeting(self, choice: int) -> set[int]:
        """Choices that, made otherwise, might have kept this lock too; a studio depends on its place."""
        lock = choice // 2
        if choice % 2:
            return {choice - 1}
        part = self._parts[lock]
        able = [n for n in range(lock) if _can_meet(self._parts[n], part)]
        return {2 * n for n in able} | {2 * n + 1 for n in able if part.studio is not None}

    def _forget(self, lock: int) -> None:
        """Takes back the places and sessions of this lock and of those after it."""
        del self._places[lock:]
        while self._drafts and self._drafts[-1].lock >= lock:
            session = self._drafts.pop().session
            self._of_creator[session.creator].pop()
            self._in_slot[session.slot].pop()

    def _choose_place(self, lock: int, blame: set[int]) -> Iterator[None]:
        """None if a session that is there keeps the lock; else a creator and slot that break nothing."""
        part = self._parts[lock]
        if any(part.is_kept_by(draft.session) for draft in self._candidates(part)):
            self._places.append(None)
            yield
            return
        for creator, slot in self._free(part):
            self._forget(lock)
            self._tried += 1
            if self._tried > MOST_PLACES:
                raise TooHard
            guilty = self._against_creator(creator, slot)
            if guilty is None and not self._bans:
                guilty = self._against_week(Session(creator.id, "", slot, part.products))
            if guilty is None:
                self._places.append((creator, slot))
                yield
            else:
                blame |= guilty

    def _choose_room(self, lock: int, blame: set[int]) -> Iterator[None]:
        place = self._places[lock]
        if place is None:
            yield
            return
        creator, slot = place
        here = self._slots[slot]
        for studio in self._rooms(self._parts[lock], creator, slot, blame):
            draft = _Draft(
                Session(creator.id, studio.id, slot, self._parts[lock].products), lock, here.date, here.week
            )
            self._drafts.append(draft)
            self._of_creator[creator.id].append(draft)
            self._in_slot[slot].append(draft)
            yield
            self._forget(lock)
            self._places.append(place)

    def _candidates(self, part: Part) -> list[_Draft]:
        if part.creator is not None:
            return self._of_creator[part.creator]
        return self._drafts if part.slot is None else self._in_slot[part.slot]

    def _free(self, part: Part) -> Iterator[tuple[Creator, int]]:
        """Creators and slots that the lock and the rules of one session alone allow."""
        creators = [self._of.creators[part.creator]] if part.creator else self._of.problem.creators
        slots = [part.slot] if part.slot is not None else range(len(self._slots))
        for creator in creators:
            sells = self._of.sells[creator.id]
            if self._holds("no_demand", creator.id) and not all(one in sells for one in part.products):
                continue
            busy = self._holds("creator_busy", creator.id)
            yield from ((creator, slot) for slot in slots if not busy or slot in creator.slots)

    def _rooms(self, part: Part, creator: Creator, slot: int, blame: set[int]) -> Iterator[Studio]:
        """Studios for a session; of those that nobody names one of each type is enough."""
        types = creator.studio_types if self._holds("studio_type", creator.id) else None
        taken = {draft.session.studio: draft for draft in self._in_slot[slot]}
        found: set[str] = set()
        for studio in [self._of.studios[part.studio]] if part.studio else self._of.problem.studios:
            alike = studio.type in found and studio.id not in self._named
            if alike or (types is not None and studio.type not in types):
                continue
            if self._holds("studio_busy", studio.id) and slot not in studio.slots:
                continue
            if studio.id in taken and self._holds("studio_slot", studio.id):
                blame |= {taken[studio.id].place, taken[studio.id].room}
                continue
            session = Session(creator.id, studio.id, slot, part.products)
            if not self._showable(session):
                continue
            guilty = self._against_week(session) if self._bans else None
            if guilty is not None:
                blame |= guilty
                continue
            if studio.id not in self._named:
                found.add(studio.type)
            yield studio

    def _named_studios(self) -> set[str]:
        """Those that differ from others of their type: a lock or ban names them, or they have a rule less."""
        named = {part.studio for part in (*self._parts, *self._bans) if part.studio}
        every = self._of.problem.studios
        loose = {
            one.id
            for one in every
            if not (self._holds("studio_busy", one.id) and self._holds("studio_slot", one.id))
        }
        return named | loose

    def _holds(self, rule: str, key: str) -> bool:
        return (rule, key) in self._held

    def _against_creator(self, creator: Creator, slot: int) -> Guilty:
        """The sessions with which another one of this creator breaks a rule of days and weeks."""
        here, own = self._slots[slot], self._of_creator[creator.id]
        if self._holds("creator_day", creator.id):
            same_day = {draft.place for draft in own if draft.day == here.date}
            if same_day:
                return same_day
        if self._holds("week_cap", creator.id):
            same_week = {draft.place for draft in own if draft.week == here.week}
            if len(same_week) >= creator.max_per_week:
                return same_week
        if self._holds("run", creator.id):
            run = self._run(here.date, own)
            if run is not None:
                return run
        return self._unrested(slot, own) if self._holds("rest", creator.id) else None

    def _run(self, day: date, own: list[_Draft]) -> Guilty:
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

    def _unrested(self, slot: int, own: list[_Draft]) -> Guilty:
        here, last = self._slots[slot], self._rules.last_slot_order
        found = set()
        for draft in own:
            other = self._slots[draft.session.slot]
            early, late = (here, other) if here.date > other.date else (other, here)
            if early.date - late.date == DAY and late.order == last and early.order == 0:
                found.add(draft.place)
        return found or None

    def _showable(self, session: Session) -> list[str]:
        """The products one of which the session can show; of a given mix all of them, if no ban hits it."""
        bans = [ban for ban in self._bans if ban.stands_at(session)]
        if session.products:
            return [] if any(ban.is_in(session) for ban in bans) else list(session.products)
        demanded = self._holds("no_demand", session.creator)
        sells = self._of.sells[session.creator]
        every = sells if demanded else [one.id for one in self._of.problem.products]
        return [one for one in every if not any(_hits(ban, one) for ban in bans)] if bans else every

    def _against_week(self, session: Session) -> Guilty:
        """The creator's other sessions of the week, if products cannot be shared out among them all."""
        if not self._holds("repeat", session.creator):
            return None
        week = self._slots[session.slot].week
        own = [draft for draft in self._of_creator[session.creator] if draft.week == week]
        sessions = [*(draft.session for draft in own), session]
        if self._shared(sessions) is not None:
            return None
        places = {draft.place for draft in own}
        return places | {draft.room for draft in own} if self._bans else places

    def _shared(self, sessions: list[Session]) -> dict[int, str] | None:
        """A product for each session of a creator's week that names none: position → product."""
        fixed = [product for one in sessions for product in one.products]
        openly = {n: self._showable(one) for n, one in enumerate(sessions) if not one.products}
        return shared_out(openly, fixed, self._rules.repeat_per_week)

    def _sessions(self) -> list[Session]:
        weeks: dict[tuple[str, int], list[Session]] = defaultdict(list)
        for draft in self._drafts:
            weeks[draft.session.creator, draft.week].append(draft.session)
        made = []
        for (creator, _week), own in weeks.items():
            if self._holds("repeat", creator):
                chosen = self._shared(own) or {}
            else:
                chosen = {n: self._showable(one)[0] for n, one in enumerate(own) if not one.products}
            for n, one in enumerate(own):
                made.append(Session(one.creator, one.studio, one.slot, one.products or {chosen[n]: 1}))
        return made


def _can_meet(one: Part, other: Part) -> bool:
    """Whether one session may keep both."""
    pairs = ((one.creator, other.creator), (one.studio, other.studio), (one.slot, other.slot))
    named = all(a is None or b is None or a == b for a, b in pairs)
    return named and (not one.products or not other.products or one.products == other.products)


def _hits(ban: Part, product: str) -> bool:
    """Whether one unit of the product and nothing else is banned."""
    return all(one == product and units <= 1 for one, units in ban.products.items())
