"""What the engine found, for keeping."""

from __future__ import annotations

from typing import Any

from lianxin.engines.planner import Conflict, Reason
from lianxin.planning.rules import part_written


def told_conflict(conflict: Conflict) -> dict[str, Any]:
    """For keeping: what cannot hold together, and what to give up so that the rest can."""
    ways = [
        {"given_up": [_reason(one) for one in way.given_up], "cost": way.cost, "granted_by": way.granted_by}
        for way in conflict.ways_out
    ]
    return {"reasons": [_reason(one) for one in conflict.reasons], "ways": ways}


def _reason(one: Reason) -> dict[str, Any]:
    """A lock or ban by what it says: its number is of one run, and the next lock that is opened shifts it."""
    said = {} if one.part is None else {"part": part_written(one.part)}
    return {"rule": one.rule, "values": dict(one.values), **said}
