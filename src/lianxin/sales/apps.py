from typing import Any

from django.apps import AppConfig


class SalesConfig(AppConfig):
    name = "lianxin.sales"

    def ready(self) -> None:
        from lianxin.core import hooks
        from lianxin.sales.figures import FIGURES

        hooks.figures.extend(FIGURES)
        hooks.import_kinds.append(_kinds)
        # Before `records` marks dead batches as stopped: what the lake has of them is put on record first.
        hooks.on_start.insert(0, _complete_batches)
        hooks.on_roll_back.append(_undo_in_lake)


def _kinds() -> Any:
    from lianxin.sales.actions import KINDS

    return KINDS


def _complete_batches() -> None:
    from lianxin.records.models import Batch

    if Batch.objects.filter(state=Batch.State.RUNNING).exists():  # else nothing heavy need be loaded
        from lianxin.sales.actions import complete_batches

        complete_batches()


def _undo_in_lake(batch_no: str) -> Any:
    from lianxin.sales.actions import undo_in_lake

    return undo_in_lake(batch_no)
