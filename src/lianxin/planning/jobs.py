"""What the worker does for seasons."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from lianxin.accounts.models import User
from lianxin.core.messages import Coded, message
from lianxin.jobs.rules import Control
from lianxin.planning.actions.explaining import explain
from lianxin.planning.actions.forgetting import forget_seasons
from lianxin.planning.actions.mending import mend
from lianxin.planning.actions.releasing import release
from lianxin.planning.actions.running import conclude
from lianxin.planning.actions.solving import Doing, draw, fill, price_fairness
from lianxin.planning.actions.wishing import look
from lianxin.planning.models import Run

_DOING: dict[str, Doing] = {
    Run.Kind.DRAW: draw,
    Run.Kind.EXPLAIN: explain,
    Run.Kind.REPLAN: mend,
    Run.Kind.FILL: fill,
    Run.Kind.FAIRNESS: price_fairness,
    Run.Kind.WISHES: look,
    Run.Kind.RELEASE: release,
}


def planning(arguments: dict[str, Any], control: Control) -> dict[str, Any]:
    """The job kind `planning`: `run` is the id of a `Run`, `actor` a user's. Result: the same run's id.

    A worker that was killed leaves a run without an answer; done again it adds a version or finds the release
    done.
    """
    run = Run.objects.select_related("season").get(pk=arguments["run"])
    actor = User.objects.get(pk=arguments["actor"])
    try:
        _DOING[run.kind](run, actor, control)
    except Exception as error:
        if not isinstance(error, Coded):
            raise
        conclude(run, answer={"refused": [message(error.code, error.params)]})
    return {"run": run.pk}


def forget(arguments: dict[str, Any], control: Control) -> dict[str, Any]:
    """The job kind `planning_forget`, once a day."""
    return {"seasons": forget_seasons(today=timezone.localdate())}
