"""Between the planner's files and its shapes: JSON documents in and out, numbers as they are given."""

from datetime import date
from typing import Any

from lianxin.engines.planner.errors import BadFile
from lianxin.engines.planner.problem import (
    Creator,
    Demand,
    Grower,
    Part,
    Plan,
    Problem,
    Product,
    Rules,
    Session,
    Slot,
    Studio,
)
from lianxin.engines.planner.validating import faults, plan_faults

Document = dict[str, Any]


def read_problem(document: Any) -> Problem:
    """The instance of a JSON document. Raises BadFile with all faults."""
    if found := faults(document):
        raise BadFile(found)
    return Problem(
        slots=tuple(_slot(one) for one in document["slots"]),
        creators=tuple(_creator(one) for one in document["creators"]),
        studios=tuple(
            Studio(one["id"], one["type"], one["cost"], frozenset(one["slots"]))
            for one in document["studios"]
        ),
        growers=tuple(Grower(one["id"], one["floor"]) for one in document["growers"]),
        products=tuple(Product(**{**one, "supply": tuple(one["supply"])}) for one in document["products"]),
        demand=_demand(document["demand"]),
        rules=_rules(document["rules"]),
        locked=tuple(_part(one) for one in document.get("locked", ())),
        forbidden=tuple(_part(one) for one in document.get("forbidden", ())),
        current=tuple(_session(one) for one in document.get("current", ())),
        change_cost=document.get("change_cost", 0),
    )


def write_problem(problem: Problem) -> Document:
    """The JSON document of an instance; `read_problem` gives the same instance back."""
    demand, rules = problem.demand, problem.rules
    return {
        "slots": [{**vars(one), "date": one.date.isoformat()} for one in problem.slots],
        "creators": [
            {**vars(one), "studio_types": list(one.studio_types), "slots": sorted(one.slots)}
            for one in problem.creators
        ],
        "studios": [{**vars(one), "slots": sorted(one.slots)} for one in problem.studios],
        "growers": [dict(vars(one)) for one in problem.growers],
        "products": [{**vars(one), "supply": list(one.supply)} for one in problem.products],
        "demand": {
            "curve": list(demand.curve),
            "cv": demand.cv,
            "base": [[creator, product, base] for (creator, product), base in demand.base.items()],
            "slot_factor": {product: list(factors) for product, factors in demand.slot_factor.items()},
            "studio_factor": {product: dict(factors) for product, factors in demand.studio_factor.items()},
        },
        "rules": {
            **{name: getattr(rules, name) for name in _LIMITS},
            "fatigue": list(rules.fatigue),
            "penalty": {name: getattr(rules, f"{name}_penalty") for name in _PENALTIES},
        },
        "locked": [_part_written(one) for one in problem.locked],
        "forbidden": [_part_written(one) for one in problem.forbidden],
        "current": [_session_written(one) for one in problem.current],
        "change_cost": problem.change_cost,
    }


def read_plan(document: Any) -> Plan:
    """The plan of a JSON document; only its sessions must be there. Raises BadFile with all faults."""
    if found := plan_faults(document):
        raise BadFile(found)
    return Plan(
        status=document.get("status", "feasible"),
        sessions=tuple(_session(one) for one in document["sessions"]),
        objective=document.get("objective") or 0,
        bound=document.get("bound"),
        seconds=document.get("seconds", 0),
        seed=document.get("seed", 0),
        parts=dict(document.get("parts", {})),
        sold=dict(document.get("sold", {})),
        conflict=tuple(document.get("conflict", ())),
    )


def write_plan(plan: Plan) -> Document:
    """The JSON document of a plan; `read_plan` gives the same plan back."""
    return {
        "status": plan.status,
        "objective": plan.objective,
        "bound": plan.bound,
        "gap": plan.gap,
        "seconds": plan.seconds,
        "seed": plan.seed,
        "sessions": [_session_written(one) for one in plan.sessions],
        "parts": dict(plan.parts),
        "sold": dict(plan.sold),
        "conflict": list(plan.conflict),
    }


_LIMITS = ("units", "max_units_per_product", "repeat_per_week", "max_run", "last_slot_order")
_PENALTIES = ("promise", "floor", "creator")


def _slot(one: Document) -> Slot:
    return Slot(**{**one, "date": date.fromisoformat(one["date"])})


def _creator(one: Document) -> Creator:
    return Creator(**{**one, "studio_types": tuple(one["studio_types"]), "slots": frozenset(one["slots"])})


def _demand(one: Document) -> Demand:
    return Demand(
        curve=tuple(one["curve"]),
        cv=one.get("cv", 0),
        base={(creator, product): base for creator, product, base in one["base"]},
        slot_factor={product: tuple(factors) for product, factors in one.get("slot_factor", {}).items()},
        studio_factor={product: dict(factors) for product, factors in one.get("studio_factor", {}).items()},
    )


def _rules(one: Document) -> Rules:
    penalties = {f"{name}_penalty": one["penalty"][name] for name in _PENALTIES}
    return Rules(**{name: one[name] for name in _LIMITS}, fatigue=tuple(one["fatigue"]), **penalties)


def _session(one: Document) -> Session:
    return Session(one["creator"], one["studio"], one["slot"], dict(one["products"]))


def _session_written(one: Session) -> Document:
    return {"creator": one.creator, "studio": one.studio, "slot": one.slot, "products": dict(one.products)}


def _part(one: Document) -> Part:
    return Part(one.get("creator"), one.get("studio"), one.get("slot"), dict(one.get("products") or {}))


def _part_written(one: Part) -> Document:
    """Only what is named."""
    named = {"creator": one.creator, "studio": one.studio, "slot": one.slot}
    written = {name: value for name, value in named.items() if value is not None}
    return {**written, "products": dict(one.products)} if one.products else written
