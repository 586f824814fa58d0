"""What an action on a studio raises."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any

from lianxin.spaces.rules.deciding import Refusal
from lianxin.spaces.rules.nearest import Offer


class NotBooked(Exception):
    """`code` and `params` of the first reason; all of them in `refusals`; in `nearest` what would be free."""

    def __init__(self, refusals: Sequence[Refusal], nearest: Offer | None = None) -> None:
        super().__init__([one.code for one in refusals])
        self.refusals = tuple(refusals)
        self.look: Callable[[], Offer | None] = lambda: nearest
        self.code = refusals[0].code
        self.params: dict[str, Any] = dict(refusals[0].params)

    @cached_property
    def nearest(self) -> Offer | None:
        """Looked for when somebody asks: whoever loses a race is told so first."""
        return self.look()


def refuse(code: str, **params: Any) -> NotBooked:
    return NotBooked([Refusal(code, params)])
