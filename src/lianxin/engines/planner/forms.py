"""The shapes of the planner's two files: the instance and the plan."""

from lianxin.engines.planner.problem import PART_NAMES
from lianxin.engines.planner.shapes import (
    clock,
    day,
    listed,
    mapping,
    maybe,
    number,
    one_of,
    record,
    row,
    text,
    whole,
)

_SESSION = {"creator": text, "studio": text, "slot": whole(0), "products": mapping(whole(1))}
_PART = {name: maybe(shape) for name, shape in _SESSION.items()}

INSTANCE = record(
    {
        "slots": listed(
            record(
                {
                    "id": whole(0),
                    "date": day,
                    "starts": clock,
                    "minutes": whole(1),
                    "week": whole(0),
                    "order": whole(0),
                }
            )
        ),
        "creators": listed(
            record(
                {
                    "id": text,
                    "fee": number(0),
                    "max_per_week": whole(0),
                    "min_total": whole(0),
                    "studio_types": listed(text),
                    "slots": listed(whole(0)),
                }
            )
        ),
        "studios": listed(record({"id": text, "type": text, "cost": number(0), "slots": listed(whole(0))})),
        "growers": listed(record({"id": text, "floor": number(0)})),
        "products": listed(
            record(
                {
                    "id": text,
                    "grower": text,
                    "margin": number(0),
                    "shelf_weeks": whole(0),
                    "supply": listed(number(0)),
                    "promise": number(0),
                }
            )
        ),
        "demand": record(
            {"curve": listed(number(0)), "base": listed(row(text, text, number(0)))},
            {
                "cv": number(0),
                "slot_factor": mapping(listed(number(0))),
                "studio_factor": mapping(mapping(number(0))),
            },
        ),
        "rules": record(
            {
                "units": whole(1),
                "max_units_per_product": whole(1),
                "repeat_per_week": whole(0),
                "max_run": whole(1),
                "last_slot_order": whole(0),
                "fatigue": listed(number(0)),
                "penalty": record({"promise": number(0), "floor": number(0), "creator": number(0)}),
            }
        ),
    },
    {
        "locked": listed(record({}, _PART)),
        "forbidden": listed(record({}, _PART)),
        "current": listed(record(_SESSION)),
        "change_cost": number(0),
    },
)

PLAN = record(
    {"sessions": listed(record(_SESSION))},
    {
        "status": one_of("optimal", "feasible", "infeasible"),
        "objective": maybe(number()),
        "bound": maybe(number()),
        "gap": maybe(number()),
        "seconds": number(0),
        "seed": whole(0),
        "parts": record({}, dict.fromkeys(PART_NAMES, number())),
        "sold": mapping(number(0)),
        "conflict": listed(text),
    },
)
