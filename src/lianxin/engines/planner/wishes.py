"""Which promises, floors and minimums cannot all be met, even if everything else is given up."""

from dataclasses import dataclass

from lianxin.engines.planner.hopeful import HopefulModel, Wish
from lianxin.engines.planner.problem import Problem
from lianxin.engines.planner.quickxplain import is_smallest, smallest_conflict


@dataclass(frozen=True)
class Unmet:
    """Wishes and rules that cannot hold together, each needed for that.

    `most[wish]` is (what can be reached at most while the others hold, what is wished).
    """

    members: tuple[Wish, ...]
    most: dict[Wish, tuple[float, float]]


def unmet_together(problem: Problem) -> Unmet | None:
    """A smallest set of wishes and rules that cannot hold together; None if the hopeful model finds none."""
    model = HopefulModel(problem)
    members = [*model.wishes, *model.rules]
    found = smallest_conflict(members, model.stands)
    if found is None:
        return None
    if not is_smallest(found, model.stands):
        raise AssertionError("The conflict is not a smallest one")
    whole = frozenset(found)
    wishes = [one for one in found if one in model.wishes]
    return Unmet(
        tuple(found), {wish: (model.most(wish, whole - {wish}), model.wishes[wish]) for wish in wishes}
    )
