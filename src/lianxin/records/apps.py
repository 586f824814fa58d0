from typing import Any

from django.apps import AppConfig

from lianxin.jobs.rules import Control


class RecordsConfig(AppConfig):
    name = "lianxin.records"

    def ready(self) -> None:
        from django.core import checks

        from lianxin.core import hooks, scope
        from lianxin.core.checks import personal_data, refuse_to_start
        from lianxin.records.access import decide

        scope.decide_with(decide)
        checks.register(personal_data)
        hooks.on_start.append(refuse_to_start)
        hooks.on_start.append(_stop_dead_batches)
        hooks.job_kinds["import"] = _import


def _import(arguments: dict[str, Any], control: Control) -> dict[str, Any]:
    from lianxin.records.jobs import run_import  # heavy: loaded when a job runs

    return run_import(arguments, control)


def _stop_dead_batches() -> None:
    from lianxin.records.models import Batch

    if Batch.objects.filter(state=Batch.State.RUNNING).exists():  # else nothing heavy need be loaded
        from lianxin.records.actions import stop_dead_batches

        stop_dead_batches()
