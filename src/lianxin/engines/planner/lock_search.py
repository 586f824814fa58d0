"""Whether locks can stand together under given rules: an exact search for sessions that keep them.

Every hard rule is monotone: taking a session away never breaks one. So a problem can be planned exactly when
its locks can stand, with one session or less for each. Lock after lock a creator and slot are chosen, then a
studio, or a session that is there already keeps it; on a dead end the search jumps back to the last choice
that had a part in it (conflict-directed backjumping).

Choices are numbered: 2n is the creator and slot for lock n, 2n + 1 its studio.
"""

from collections.abc import Iterator

from lianxin.engines.planner.errors import TooHard
from lianxin.engines.planner.lock_drafts import Drafts
from lianxin.engines.planner.lock_places import Places
from lianxin.engines.planner.locking import Active, Locks, Member
from lianxin.engines.planner.problem import Creator, Part, Session, Studio

MOST_PLACES = 20_000  # tried before the search gives up; the largest real questions take some thousand
#: A creator and a slot; None where another lock's session is enough.
_Place = tuple[Creator, int] | None


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


class _Search:
    def __init__(self, locks: Locks, parts: list[Part], active: Active) -> None:
        self._parts = parts
        self._allowed = Places(locks, parts, active)
        self._drafts = Drafts(locks.problem, self._allowed)
        self._chosen: list[_Place] = []
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
        return self._drafts.sessions()

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
        del self._chosen[lock:]
        self._drafts.forget(lock)

    def _choose_place(self, lock: int, blame: set[int]) -> Iterator[None]:
        """None if a session that is there keeps the lock; else a creator and slot that break nothing."""
        part = self._parts[lock]
        if self._drafts.keep(part):
            self._chosen.append(None)
            yield
            return
        for creator, slot in self._allowed.free(part):
            self._forget(lock)
            self._tried += 1
            if self._tried > MOST_PLACES:
                raise TooHard
            guilty = self._drafts.against_creator(creator, slot)
            if guilty is None and not self._allowed.bans:
                guilty = self._drafts.against_week(Session(creator.id, "", slot, part.products))
            if guilty is None:
                self._chosen.append((creator, slot))
                yield
            else:
                blame |= guilty

    def _choose_room(self, lock: int, blame: set[int]) -> Iterator[None]:
        place, products = self._chosen[lock], self._parts[lock].products
        if place is None:
            yield
            return
        creator, slot = place
        for studio in self._rooms(self._parts[lock], creator, slot, blame):
            self._drafts.add(Session(creator.id, studio.id, slot, products), lock)
            yield
            self._forget(lock)
            self._chosen.append(place)

    def _rooms(self, part: Part, creator: Creator, slot: int, blame: set[int]) -> Iterator[Studio]:
        """Studios that nobody has and whose bans leave enough to show; of those that are alike one."""
        taken = self._drafts.taken(slot)
        seen: set[str] = set()
        for studio in self._allowed.rooms(part, creator, slot):
            kind = self._allowed.alike(studio)
            if kind in seen:
                continue
            if studio.id in taken and self._allowed.holds("studio_slot", studio.id):
                blame |= {taken[studio.id].place, taken[studio.id].room}
                continue
            session = Session(creator.id, studio.id, slot, part.products)
            guilty = self._drafts.against_week(session) if self._allowed.bans else None
            if guilty is not None:
                blame |= guilty
                continue
            seen.add(kind)
            yield studio


def _can_meet(one: Part, other: Part) -> bool:
    """Whether one session may keep both."""
    pairs = ((one.creator, other.creator), (one.studio, other.studio), (one.slot, other.slot))
    named = all(a is None or b is None or a == b for a, b in pairs)
    return named and (not one.products or not other.products or one.products == other.products)
