"""A plan against its instance: parsed once, judged once, by the checker (no code of the solver in it)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

from lianxin.engines.planner import Broken, Part, Problem, Session, Verdict, check, read_problem
from lianxin.planning import rules
from lianxin.planning.models import Draft, Instance, Mark, Season


def compact(document: Any) -> str:
    """The same text for the same content."""
    return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest_of(document: Any) -> str:
    return hashlib.sha256(compact(document).encode()).hexdigest()


def problem_of(instance: Instance) -> Problem:
    """Without locks and bans."""
    return _problem(instance.digest, instance.pk)


@lru_cache(maxsize=4)
def _problem(digest: str, pk: int) -> Problem:
    """`digest` is part of what it is kept by: ids come again in a home that is made anew."""
    return read_problem(Instance.objects.get(pk=pk, digest=digest).content)


def marks_of(season: Season) -> tuple[tuple[Part, ...], tuple[Part, ...]]:
    """(locked, forbidden). Whoever shows them to somebody tells the ledger."""
    found: dict[str, list[Part]] = {Mark.Kind.LOCK: [], Mark.Kind.BAN: []}
    for one in Mark.objects.filter(season=season):
        part = Part(one.member_no or None, one.studio_no or None, one.slot, dict(one.products))
        found[one.kind].append(part)
    return tuple(found[Mark.Kind.LOCK]), tuple(found[Mark.Kind.BAN])


def marked(season: Season, instance: Instance) -> Problem:
    locked, forbidden = marks_of(season)
    return replace(problem_of(instance), locked=locked, forbidden=forbidden)


def input_hash(instance: Instance, problem: Problem) -> str:
    """Of an instance with the locks and bans that `problem` has: what a plan was made from."""
    parts = ([rules.part_written(one) for one in found] for found in (problem.locked, problem.forbidden))
    return digest_of([instance.digest, *parts])


def judged(instance: Instance, problem: Problem, sessions: Sequence[Session]) -> Verdict:
    """`problem`: the instance's with locks and bans."""
    parts = [[rules.part_written(one) for one in found] for found in (problem.locked, problem.forbidden)]
    return _judged(instance.digest, instance.pk, compact(parts), compact(rules.written(sessions)))


@lru_cache(maxsize=32)
def _judged(digest: str, pk: int, parts: str, sessions: str) -> Verdict:
    locked, forbidden = (tuple(rules.part_read(row) for row in found) for found in json.loads(parts))
    problem = replace(_problem(digest, pk), locked=locked, forbidden=forbidden)
    return check(problem, rules.read(json.loads(sessions)))


def told(problem: Problem, sessions: Sequence[Session], verdict: Verdict) -> dict[str, Any]:
    """A verdict for keeping: sessions by creator and slot, locks and bans by what they say."""
    held = rules.read(rules.written(sessions))
    return {"broken": [_broken(problem, held, one) for one in verdict.broken], "parts": dict(verdict.parts)}


def _broken(problem: Problem, held: Sequence[Session], one: Broken) -> dict[str, Any]:
    values = dict(one.values)
    asked = {"locked": problem.locked, "forbidden": problem.forbidden}.get(one.rule)
    if asked is not None:
        values["part"] = rules.part_written(asked[values["number"]])
    at = [list(rules.key_of(held[position])) for position in one.sessions]
    return {"rule": one.rule, "values": values, "sessions": at}


def draft_sessions(draft: Draft) -> tuple[Session, ...]:
    return rules.read(draft.sessions)


def creators_in(sessions: Iterable[Session]) -> set[str]:
    return {one.creator for one in sessions}
