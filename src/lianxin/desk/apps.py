from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "lianxin.desk"

    def ready(self) -> None:
        from lianxin.core import hooks, sheets
        from lianxin.desk.figures import FIGURES
        from lianxin.desk.sheets import SHEETS

        sheets.register(*SHEETS)
        hooks.figures.extend(FIGURES)
