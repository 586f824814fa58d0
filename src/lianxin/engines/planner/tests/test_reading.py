"""Documents in and out, and everything that is wrong with one named at once."""

import copy
import json

import pytest

from lianxin.engines.planner import (
    BadFile,
    Part,
    Plan,
    Session,
    faults,
    plan_faults,
    read_plan,
    read_problem,
    sample,
    write_plan,
    write_problem,
)

TINY = write_problem(sample("tiny"))


@pytest.fixture
def document():
    return copy.deepcopy(TINY)


def test_an_instance_comes_back_as_it_was():
    session = Session("C001", "S01", 0, {"P0001": 2})
    whole = Part("C001", "S01", 0, {"P0001": 2})
    parts = {"locked": (Part(creator="C001", slot=1), whole), "forbidden": (Part(studio="S01"),)}
    problem = sample("tiny")
    problem = type(problem)(**{**vars(problem), **parts, "current": (session,), "change_cost": 0.5})
    assert read_problem(json.loads(json.dumps(write_problem(problem)))) == problem


def test_a_plan_comes_back_as_it_was():
    session = Session("C001", "S01", 0, {"P0001": 2})
    plan = Plan("feasible", (session,), 10.5, 12, 1.0, 3, {"sales": 11.0}, {"P0001": 2.5}, ("locked[0]",))
    written = json.loads(json.dumps(write_plan(plan)))
    assert written["gap"] == pytest.approx(12.5)
    assert read_plan(written) == plan
    assert read_plan({"sessions": []}) == Plan("feasible")


def test_what_may_be_left_out_may_be_left_out(document):
    for name in ("locked", "forbidden", "current", "change_cost"):
        del document[name]
    del document["demand"]["cv"]
    assert faults(document) == []
    assert read_problem(document).demand.cv == 0


CURRENT = {"creator": "C001", "studio": "S01", "slot": 0, "products": {"P0001": 1}}
#: Where, what is put there (... = taken away), the code; the fault's own place if it is another.
SLIPS = [
    ("slots.3.id", 9, "plan_slot_number"),
    ("slots.3.date", "4.3.2024", "plan_bad_date"),
    ("slots.3.date", "20240304", "plan_bad_date"),
    ("slots.3.starts", "8:00", "plan_bad_time"),
    ("slots.3.minutes", 0, "plan_below"),
    ("slots.3.week", 1, "plan_week_of_day"),
    ("slots.3.order", 2, "plan_order_of_day"),
    ("slots.3.room", 2, "plan_unknown_key"),
    ("slots.3.starts", ..., "plan_missing_key"),
    ("creators.1.id", "C001", "plan_repeated"),
    ("creators.1.fee", -1, "plan_below"),
    ("creators.1.fee", "350", "plan_not_number"),
    ("creators.1.fee", True, "plan_not_number"),
    ("creators.1.fee", float("nan"), "plan_not_number"),
    ("creators.1.max_per_week", 2.5, "plan_not_whole_number"),
    ("creators.1.max_per_week", 8, "plan_fatigue_short"),
    ("creators.1.studio_types", ["标准", "标准间"], "plan_no_type", "creators[1].studio_types[1]"),
    ("creators.1.slots", [0, 999], "plan_no_slot", "creators[1].slots[1]"),
    ("creators.1.slots", [0, 0], "plan_repeated", "creators[1].slots[1]"),
    ("creators.1.slots", 3, "plan_not_list"),
    ("studios.1.slots", [999], "plan_no_slot", "studios[1].slots[0]"),
    ("studios.1.cost", None, "plan_not_number"),
    ("growers.0.id", "", "plan_not_text"),
    ("growers.0.floor", -5, "plan_below"),
    ("products.3.grower", "G01", "plan_no_grower"),
    ("products.3.supply", [1], "plan_supply_short"),
    ("products.3.supply", [1, -2], "plan_below", "products[3].supply[1]"),
    ("products.3", [], "plan_not_object"),
    ("demand.curve", [0, 1, 2], "plan_curve_short"),
    ("demand.curve.0", 1, "plan_curve_start"),
    ("demand.cv", -0.1, "plan_below"),
    ("demand.base.0.0", "C999", "plan_no_creator"),
    ("demand.base.0.1", "P9999", "plan_no_product"),
    ("demand.base.0", ["C001", "P0001"], "plan_not_row"),
    ("demand.slot_factor.P0001", [1.0], "plan_factors_length", "demand.slot_factor[P0001]"),
    ("demand.slot_factor.X", [1.0] * 84, "plan_no_product", "demand.slot_factor[X]"),
    ("demand.studio_factor.P0001", {"标准间": 1}, "plan_no_type", "demand.studio_factor[P0001][标准间]"),
    ("rules.units", 0, "plan_below"),
    ("rules.fatigue", [0, 0, 9, 5, 9, 9, 9], "plan_fatigue_falls", "rules.fatigue[3]"),
    ("rules.penalty.floors", 1, "plan_unknown_key"),
    ("locked", [{}], "plan_part_empty", "locked[0]"),
    ("locked", [{"products": {"P0001": 4}}], "plan_above", "locked[0].products[P0001]"),
    (
        "locked",
        [{"products": {"P0001": 3, "P0002": 3, "P0003": 1}}],
        "plan_too_many_units",
        "locked[0].products",
    ),
    ("forbidden", [{"creator": None, "studio": "S77"}], "plan_no_studio", "forbidden[0].studio"),
    ("forbidden", [{"products": {"P0001": 0}}], "plan_below", "forbidden[0].products[P0001]"),
    ("current", [{**CURRENT, "slot": 999}], "plan_no_slot", "current[0].slot"),
    ("current", [{"creator": "C001"}], "plan_missing_key", "current[0].studio"),
    ("change_cost", -1, "plan_below"),
    ("penalty", 1, "plan_unknown_key"),
    ("products", ..., "plan_missing_key"),
]


@pytest.mark.parametrize(("where", "value", "code", "place"), [(*slip, None)[:4] for slip in SLIPS])
def test_a_slip_is_named_with_its_place(document, where, value, code, place):
    *way, last = where.split(".")
    below = document
    for name in way:
        below = below[int(name) if isinstance(below, list) else name]
    if value is ...:
        del below[last]
    else:
        below[int(last) if isinstance(below, list) else last] = value
    plain = "".join(f"[{part}]" if part.isdigit() else f".{part}" for part in where.split(".")).lstrip(".")
    found = [(fault.code, fault.place) for fault in faults(document)]
    assert (code, place or plain) in found
    with pytest.raises(BadFile) as caught:
        read_problem(document)
    assert caught.value.params == {"count": len(found)}


def test_one_slip_is_one_fault_and_all_slips_are_told(document):
    document["products"][3]["margin"] = "12"
    document["products"][5]["grower"] = "G0001"
    document["slots"][2]["id"] = 7
    found = {fault.place: fault for fault in faults(document)}
    assert found.keys() == {"products[3].margin", "products[5].grower", "slots[2].id"}
    assert found["products[5].grower"].params == {"value": "G0001", "near": "G001"}


@pytest.mark.parametrize("document", [None, [], 3, "x"])
def test_what_is_no_object_is_said_to_be_none(document):
    assert [fault.code for fault in faults(document)] == ["plan_not_object"]
    assert [fault.code for fault in plan_faults(document)] == ["plan_not_object"]


def test_weeks_rise_with_dates(document):
    for slot in document["slots"][:6]:
        slot["week"] = 1
    assert {fault.code for fault in faults(document)} == {"plan_week_falls"}


def test_a_plan_with_unknown_words_is_refused():
    session = {"creator": "C001", "studio": "S01", "slot": 0, "products": {"P0001": 0}, "who": 1}
    found = plan_faults({"sessions": [session], "status": "good"})
    assert [(fault.place, fault.code) for fault in found] == [
        ("sessions[0].who", "plan_unknown_key"),
        ("sessions[0].products[P0001]", "plan_below"),
        ("status", "plan_not_one_of"),
    ]


def test_what_a_season_does_not_use_is_no_fault() -> None:
    """Types of which no studio is free, and supply after the last week, may stand in a file."""
    document = write_problem(sample("tiny"))
    document["creators"][0]["studio_types"].append("大棚")
    product = document["products"][0]
    document["demand"]["studio_factor"].setdefault(product["id"], {})["大棚"] = 1.2
    product["supply"] = [*product["supply"], 5, 6]
    assert faults(document) == []
