from django.apps import AppConfig


class ConsoleConfig(AppConfig):
    name = "lianxin.console"

    def ready(self) -> None:
        from lianxin.console.actions import sweep
        from lianxin.core import hooks

        hooks.on_start.append(sweep)
