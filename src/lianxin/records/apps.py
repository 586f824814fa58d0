from django.apps import AppConfig


class RecordsConfig(AppConfig):
    name = "lianxin.records"

    def ready(self) -> None:
        from lianxin.core import hooks
        from lianxin.records.actions import stop_dead_batches

        hooks.on_start.append(stop_dead_batches)
