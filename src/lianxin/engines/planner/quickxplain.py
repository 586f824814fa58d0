"""A smallest set that cannot hold together, by halves (Junker's QuickXplain)."""

from collections.abc import Callable, Iterable, Sequence
from itertools import count
from typing import TypeVar

Member = TypeVar("Member")
MOST_SETS = 20_000


def smallest_conflict(
    members: Sequence[Member],
    stands: Callable[[frozenset[Member]], bool],
    background: Iterable[Member] = (),
) -> list[Member] | None:
    """A set of members that cannot stand with the background, each of them needed for that.

    None if all can stand together. `stands` must be monotone: whatever stands, stands with less. About
    k · log(n) questions for a conflict of k among n.
    """
    given = frozenset(background)
    if stands(given | frozenset(members)):
        return None
    return _search(given, False, list(members), stands)


def _search(
    given: frozenset[Member], grown: bool, members: list[Member], stands: Callable[[frozenset[Member]], bool]
) -> list[Member]:
    if grown and not stands(given):
        return []
    if len(members) <= 1:
        return members
    first, second = members[: len(members) // 2], members[len(members) // 2 :]
    late = _search(given | frozenset(first), True, second, stands)
    early = _search(given | frozenset(late), bool(late), first, stands)
    return early + late


def is_smallest(
    conflict: Sequence[Member],
    stands: Callable[[frozenset[Member]], bool],
    background: Iterable[Member] = (),
) -> bool:
    """Whether the set cannot stand, and does as soon as any one is taken away."""
    given = frozenset(background)
    whole = given | frozenset(conflict)
    return not stands(whole) and all(stands(whole - {one}) for one in conflict)


def cheapest_hit(
    conflicts: Sequence[frozenset[Member]], cost: Callable[[Member], float]
) -> frozenset[Member]:
    """The cheapest set that has a member of every conflict; the best of `MOST_SETS` tried."""
    best: list[tuple[float, frozenset[Member]]] = []
    tried = count()

    def choose(chosen: frozenset[Member], spent: float) -> None:
        if best and (spent >= best[0][0] or next(tried) > MOST_SETS):
            return
        left = next((one for one in conflicts if not one & chosen), None)
        if left is None:
            best[:] = [(spent, chosen)]
            return
        for member in sorted(left, key=lambda one: (cost(one), str(one))):
            choose(chosen | {member}, spent + cost(member))

    choose(frozenset(), 0.0)
    return best[0][1]
