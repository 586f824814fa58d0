"""Whether the promises, floors and minimums of a season can all be kept, and what to give up if not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from typing import Any

from lianxin.accounts.models import User
from lianxin.engines import planner
from lianxin.engines.planner import Problem, Unmet, Wish
from lianxin.jobs.rules import Control
from lianxin.planning.actions.running import conclude
from lianxin.planning.models import Draft, Run
from lianxin.planning.queries import judging

#: So many sets are looked for; each leaves out what the ones before it named.
SETS = 3
#: For so long each set is made smaller.
SECONDS = 10.0


def look(run: Run, actor: User, control: Control) -> None:
    """Smallest sets of wishes and rules that cannot hold together, as the draft's input stands.

    One that took too long is the last: it may name wishes that are not needed for it. Raises Stopped.
    """
    draft = Draft.objects.select_related("instance").get(season=run.season)
    whole = judging.marked(run.season, draft.instance)
    problem, found = whole, []
    for number in range(SETS):
        control.progress(number, SETS)
        unmet = planner.unmet_together(
            problem, seconds=SECONDS, should_stop=partial(_listen, control, number)
        )
        if unmet is None:
            break
        found.append(_told(whole, unmet))
        if not unmet.smallest:
            break
        problem = _given_up(problem, unmet.members)
    conclude(run, answer={"unmet": found, "input": judging.input_hash(draft.instance, whole)})


def _listen(control: Control, number: int) -> bool:
    control.progress(number, SETS)
    return False


def _told(problem: Problem, unmet: Unmet) -> list[dict[str, Any]]:
    """For keeping: wishes, what giving each up costs, the cheapest first; then the rules in the way.

    Of a set that is not proved to be smallest it is not known what can be reached, nor a price.
    """
    wishes = [
        {"kind": one.kind, "key": one.key, "wished": wished} | _reached(problem, one, unmet)
        for one, wished in unmet.wished.items()
    ]
    rules = [{"kind": one.kind, "key": one.key} for one in unmet.members if one not in unmet.wished]
    return [*sorted(wishes, key=lambda one: (one.get("price", 0.0), one["key"])), *rules]


def _reached(problem: Problem, wish: Wish, unmet: Unmet) -> dict[str, float]:
    if wish not in unmet.most:
        return {}
    return {"most": unmet.most[wish][0], "price": _price(problem, wish, unmet.most[wish])}


def _price(problem: Problem, wish: Wish, most: tuple[float, float]) -> float:
    """Yuan that the objective counts for what cannot be reached."""
    short = most[1] - most[0]
    if wish.kind == "promise":
        margin = next(one.margin for one in problem.products if one.id == wish.key)
        return problem.rules.promise_penalty * margin * short
    if wish.kind == "floor":
        return problem.rules.floor_penalty * short
    return problem.rules.creator_penalty * short


def _given_up(problem: Problem, members: Iterable[Wish]) -> Problem:
    gone = {(one.kind, one.key) for one in members}
    return replace(
        problem,
        products=tuple(
            replace(one, promise=0.0) if ("promise", one.id) in gone else one for one in problem.products
        ),
        growers=tuple(
            replace(one, floor=0.0) if ("floor", one.id) in gone else one for one in problem.growers
        ),
        creators=tuple(
            replace(one, min_total=0) if ("creator", one.id) in gone else one for one in problem.creators
        ),
    )
