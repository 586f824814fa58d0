"""Which promises, floors and minimums cannot all be met, even if everything else is given up."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import inf
from time import monotonic

from lianxin.engines.planner.hopeful import HopefulModel, Wish
from lianxin.engines.planner.problem import Problem
from lianxin.engines.planner.quickxplain import smallest_conflict


@dataclass(frozen=True)
class Unmet:
    """Wishes and rules that cannot hold together, each needed for that if `smallest`.

    `wished[wish]` is what is asked for; `most[wish]` what can be reached at most while the others hold, and
    what is asked for. A set that is not proved to be smallest has no `most`.
    """

    members: tuple[Wish, ...]
    wished: dict[Wish, float]
    most: dict[Wish, tuple[float, float]]
    smallest: bool = True


def unmet_together(
    problem: Problem, *, seconds: float | None = None, should_stop: Callable[[], bool] | None = None
) -> Unmet | None:
    """A smallest set of wishes and rules that cannot hold together; None if the hopeful model finds none.

    After `seconds`, or when it is to stop, the set is handed over as small as it is by then. Both are looked
    at between two questions to HiGHS; the first, whether all can hold, is always answered.
    """
    late, ends = False, inf if seconds is None else monotonic() + seconds

    def is_late() -> bool:
        nonlocal late
        late = late or monotonic() > ends or bool(should_stop and should_stop())
        return late

    model = HopefulModel(problem)
    found = smallest_conflict([*model.wishes, *model.rules], model.stands, is_late=is_late)
    if found is None:
        return None
    wished = {one: model.wishes[one] for one in found if one in model.wishes}
    most = _most(model, found, is_late)
    return Unmet(tuple(found), wished, most or {}, smallest=most is not None)


def _most(
    model: HopefulModel, found: Sequence[Wish], is_late: Callable[[], bool]
) -> dict[Wish, tuple[float, float]] | None:
    """What can be reached of each wish while the others hold, which they must; None if it is late."""
    whole, most = frozenset(found), {}
    if not is_late() and model.stands(whole):
        raise AssertionError("The conflict is none")
    for one in found:
        if is_late():
            return None
        if not model.stands(whole - {one}):
            raise AssertionError("The conflict is not a smallest one")
        if one in model.wishes:
            most[one] = (model.most(one, whole - {one}), model.wishes[one])
    return most
