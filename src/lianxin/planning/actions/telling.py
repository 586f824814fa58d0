"""What the engine found, for keeping."""

from __future__ import annotations

from typing import Any

from lianxin.engines.planner import Conflict, Reason


def told_conflict(conflict: Conflict) -> dict[str, Any]:
    """For keeping: what cannot hold together, and what to give up so that the rest can."""
    ways = [
        {"given_up": [_reason(one) for one in way.given_up], "cost": way.cost, "granted_by": way.granted_by}
        for way in conflict.ways_out
    ]
    return {"reasons": [_reason(one) for one in conflict.reasons], "ways": ways}


def _reason(one: Reason) -> dict[str, Any]:
    return {"rule": one.rule, "values": dict(one.values)}
