"""What keeps a lock and is allowed by the rules that look at one session alone: places, rooms, products."""

from collections.abc import Iterable, Iterator, Sequence

from lianxin.engines.planner.locking import Active, Locks
from lianxin.engines.planner.problem import Creator, Part, Session, Studio


class Places:
    """Under the active rules and bans."""

    def __init__(self, locks: Locks, parts: Iterable[Part], active: Active) -> None:
        self._of = locks
        self._held = {(member.rule, member.key) for member in active}
        self.bans = [locks.part(ban) for ban in locks.bans if ban in active]
        self._named = self._named_studios(parts)

    def holds(self, rule: str, key: str) -> bool:
        """Whether the rule of this creator or studio is active."""
        return (rule, key) in self._held

    def free(self, part: Part) -> Iterator[tuple[Creator, int]]:
        """Creators and slots for a session that keeps the lock."""
        problem = self._of.problem
        creators = [self._of.creators[part.creator]] if part.creator else problem.creators
        slots = [part.slot] if part.slot is not None else range(len(problem.slots))
        for creator in creators:
            sells = self._of.sells[creator.id]
            if self.holds("no_demand", creator.id) and not all(one in sells for one in part.products):
                continue
            busy = self.holds("creator_busy", creator.id)
            yield from ((creator, slot) for slot in slots if not busy or slot in creator.slots)

    def rooms(self, part: Part, creator: Creator, slot: int) -> Iterator[Studio]:
        """Studios for such a session, each with something that it can show there."""
        types = creator.studio_types if self.holds("studio_type", creator.id) else None
        for studio in [self._of.studios[part.studio]] if part.studio else self._of.problem.studios:
            if types is not None and studio.type not in types:
                continue
            if self.holds("studio_busy", studio.id) and slot not in studio.slots:
                continue
            if self.showable(Session(creator.id, studio.id, slot, part.products)):
                yield studio

    def alike(self, studio: Studio) -> str:
        """The same for studios of which one is as good as another: of one type, and nobody names them."""
        return f"named {studio.id}" if studio.id in self._named else f"type {studio.type}"

    def showable(self, session: Session) -> Sequence[str]:
        """The products one of which the session can show; of a given mix all of them, if no ban hits it."""
        bans = [ban for ban in self.bans if ban.stands_at(session)]
        if session.products:
            return [] if any(ban.is_in(session) for ban in bans) else list(session.products)
        demanded = self.holds("no_demand", session.creator)
        sells = self._of.sells[session.creator]
        every = sells if demanded else [one.id for one in self._of.problem.products]
        return [one for one in every if not any(_hits(ban, one) for ban in bans)] if bans else every

    def _named_studios(self, parts: Iterable[Part]) -> set[str]:
        """Those that differ from others of their type: a lock or ban names them, or they have a rule less."""
        named = {part.studio for part in (*parts, *self.bans) if part.studio}
        loose = {
            one.id
            for one in self._of.problem.studios
            if not (self.holds("studio_busy", one.id) and self.holds("studio_slot", one.id))
        }
        return named | loose


def _hits(ban: Part, product: str) -> bool:
    """Whether one unit of the product and nothing else is banned."""
    return all(one == product and units <= 1 for one, units in ban.products.items())
