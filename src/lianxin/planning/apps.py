from typing import Any

from django.apps import AppConfig


class PlanningConfig(AppConfig):
    name = "lianxin.planning"

    def ready(self) -> None:
        from django.db.models.signals import post_migrate

        from lianxin.core import hooks
        from lianxin.planning.queries.about import beside_the_sheets, members_with_something_ahead

        hooks.about_member.append(beside_the_sheets)
        hooks.import_kinds.append(_kinds)
        hooks.on_roll_back.append(_take_back)
        post_migrate.connect(_guard, sender=self)
        hooks.open_matters.append(("live_sessions", members_with_something_ahead))
        hooks.job_kinds["planning"] = _planning
        hooks.job_kinds["planning_forget"] = _forget
        hooks.daily_jobs.append("planning_forget")
        hooks.own_pages.append(("planning:mine", "My live sessions", "calendar"))


def _planning(arguments: dict[str, Any], control: Any) -> Any:
    from lianxin.planning.jobs import planning  # heavy: loaded when somebody plans

    return planning(arguments, control)


def _forget(arguments: dict[str, Any], control: Any) -> Any:
    from lianxin.planning.jobs import forget

    return forget(arguments, control)


def _kinds() -> Any:
    from lianxin.planning.actions.loading import KINDS

    return KINDS


def _take_back(batch_no: str) -> Any:
    from lianxin.planning.actions.taking_back import take_back

    return take_back(batch_no)


def _guard(using: str, **kwargs: object) -> None:
    from django.db import connections

    from lianxin.planning.models import guard

    if guard.TABLE in connections[using].introspection.table_names():
        guard.install(connections[using])
