from django.apps import AppConfig


class LiaisonConfig(AppConfig):
    name = "lianxin.liaison"

    def ready(self) -> None:
        from lianxin.core import hooks, sheets
        from lianxin.liaison.figures import FIGURES
        from lianxin.liaison.sheets import SHEETS

        sheets.register(*SHEETS)
        hooks.figures.extend(FIGURES)
