from django.apps import AppConfig


class RecordsConfig(AppConfig):
    name = "lianxin.records"

    def ready(self) -> None:
        from lianxin.core import hooks

        hooks.on_start.append(_stop_dead_batches)


def _stop_dead_batches() -> None:
    from lianxin.records.models import Batch

    if Batch.objects.filter(state=Batch.State.RUNNING).exists():  # else nothing heavy need be loaded
        from lianxin.records.actions import stop_dead_batches

        stop_dead_batches()
