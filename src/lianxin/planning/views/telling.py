"""Versions in words."""

from __future__ import annotations

from typing import Any

from lianxin.planning import access, rules
from lianxin.planning.models import Version
from lianxin.planning.queries import judging, names
from lianxin.planning.views import words
from lianxin.planning.views.words import Namer


def row_of(one: Version) -> dict[str, Any]:
    broken = len(one.verdict["broken"])
    return {
        "one": one,
        "worth": words.yuan(one.objective),
        "proof": words.proof(one.gap) if one.bound is not None else "",
        "gap": one.gap,
        "broken": broken,
        "more": words.signed(one.objective - one.parent.objective) if one.parent else "",
    }


def namer_of(user: Any, *found: Version | None) -> Namer:
    """Names for the sessions of versions; whose they are is told to the ledger."""
    there = [one for one in found if one]
    sessions = [one for version in there for one in rules.read(version.sessions)]
    creators = judging.creators_in(sessions)
    access.tell(creators)
    problem = judging.problem_of(there[0].instance)
    products = names.of_products([one.id for one in problem.products])
    return Namer(problem, names.of_members(user, creators), products)
