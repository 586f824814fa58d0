"""Reads of studios: the calendar, what is free."""

from lianxin.spaces.queries.doors import token_of
from lianxin.spaces.queries.free import FreeStudio, equipment_of, free_studios, free_times
from lianxin.spaces.queries.plans import (
    Plan,
    PlanDay,
    PlanRow,
    Slot,
    day_plan,
    plan,
    slots_between,
    week_plan,
)

__all__ = [
    "FreeStudio",
    "Plan",
    "PlanDay",
    "PlanRow",
    "Slot",
    "day_plan",
    "equipment_of",
    "free_studios",
    "free_times",
    "plan",
    "slots_between",
    "token_of",
    "week_plan",
]
