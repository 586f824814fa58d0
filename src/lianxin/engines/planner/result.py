"""What comes back from the solver: the plan, the prices behind it, and news on the way."""

from __future__ import annotations

from dataclasses import dataclass, field

from lianxin.engines.planner.problem import Plan


@dataclass(frozen=True)
class Prices:
    """What scarce things are worth at the proved bound, in yuan; what is not named is worth nothing.

    ``demand[product, week]`` is what one more unit of wanted produce brings, ``room[slot, type]`` what
    one more free studio would bring, ``repeat[creator, product, week]`` what one more showing would.
    """

    demand: dict[tuple[str, int], float] = field(default_factory=dict)
    room: dict[tuple[int, str], float] = field(default_factory=dict)
    repeat: dict[tuple[str, str, int], float] = field(default_factory=dict)


@dataclass(frozen=True)
class Result:
    """A solved problem; ``prices`` is missing when the time ended before a bound was proved."""

    plan: Plan
    prices: Prices | None = None


@dataclass(frozen=True)
class Progress:
    """News while solving: seconds so far, the best worth, and the best proved bound if there is one."""

    stage: str
    seconds: float
    objective: float
    bound: float | None
