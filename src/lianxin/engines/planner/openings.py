"""When creators and rooms are free, week by week."""

from collections import defaultdict
from functools import cached_property

from lianxin.engines.planner.problem import Creator, Problem


class Openings:
    """What a creator can have of a week: days, rooms, good hours."""

    def __init__(self, problem: Problem) -> None:
        self._problem = problem
        self.rooms: dict[tuple[str, int], int] = defaultdict(int)
        self._open: dict[str, set[int]] = defaultdict(set)
        for studio in problem.studios:
            self._open[studio.type] |= studio.slots
            for slot in studio.slots:
                self.rooms[studio.type, problem.slots[slot].week] += 1

    @cached_property
    def _weeks(self) -> dict[int, list[int]]:
        found: dict[int, list[int]] = defaultdict(list)
        for slot in self._problem.slots:
            found[slot.week].append(slot.id)
        return found

    def days(self, creator: Creator, week: int, kinds: tuple[str, ...]) -> set[int]:
        """The days of a week on which the creator and a room of one of the types are free."""
        slots = (slot for slot in self._weeks[week] if slot in creator.slots)
        return {
            self._problem.slots[slot].date.toordinal()
            for slot in slots
            if any(slot in self._open[kind] for kind in kinds)
        }

    def best_factor(self, creator: Creator, product: str, week: int) -> float:
        """Of all slots and rooms that the creator can have in the week."""
        demand = self._problem.demand
        by_slot, by_studio = demand.slot_factor.get(product), demand.studio_factor.get(product, {})
        return max(
            (
                (by_slot[slot] if by_slot else 1.0) * by_studio.get(kind, 1.0)
                for slot in self._weeks[week]
                if slot in creator.slots
                for kind in creator.studio_types
                if slot in self._open[kind]
            ),
            default=0.0,
        )


def with_rests(days: set[int], most: int) -> int:
    """How many of these days can be used with no more than `most` in a row."""
    used, run = 0, 0
    for day in range(min(days), max(days) + 1) if days else ():
        run = run + 1 if day in days and run < most else 0
        used += run > 0
    return used
