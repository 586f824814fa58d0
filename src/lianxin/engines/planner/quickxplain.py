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
    is_late: Callable[[], bool] = lambda: False,
) -> list[Member] | None:
    """A set of members that cannot stand with the background, each of them needed for that.

    None if all can stand together. `stands` must be monotone: whatever stands, stands with less. About
    k · log(n) questions for a conflict of k among n. Once it is late, what was not looked into stays in: the
    set cannot stand, but may be larger than needed. Who was late once must stay so.
    """
    given = frozenset(background)
    if stands(given | frozenset(members)):
        return None

    # of `inner` all that is needed for it not to stand with `given`
    def search(given: frozenset[Member], grown: bool, inner: list[Member]) -> list[Member]:
        if is_late():
            return inner
        if grown and not stands(given):
            return []
        if len(inner) <= 1:
            return inner
        first, second = inner[: len(inner) // 2], inner[len(inner) // 2 :]
        back = search(given | frozenset(first), True, second)
        front = search(given | frozenset(back), bool(back), first)
        return front + back

    return search(given, False, list(members))


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
