from django.apps import AppConfig


class CouncilConfig(AppConfig):
    name = "lianxin.council"

    def ready(self) -> None:
        from lianxin.core import hooks, sheets
        from lianxin.council.figures import FIGURES
        from lianxin.council.sheets import SHEETS

        sheets.register(*SHEETS)
        hooks.figures.extend(FIGURES)
