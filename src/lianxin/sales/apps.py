from django.apps import AppConfig


class SalesConfig(AppConfig):
    name = "lianxin.sales"

    def ready(self) -> None:
        from lianxin.core import hooks
        from lianxin.sales.actions import KINDS, complete_batches, undo_in_lake

        hooks.import_kinds.extend(KINDS)
        # Before `records` marks dead batches as stopped: what the lake has of them is put on record first.
        hooks.on_start.insert(0, complete_batches)
        hooks.on_roll_back.append(undo_in_lake)
