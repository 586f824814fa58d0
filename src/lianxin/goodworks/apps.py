from django.apps import AppConfig


class GoodworksConfig(AppConfig):
    name = "lianxin.goodworks"

    def ready(self) -> None:
        from lianxin.core import hooks, sheets
        from lianxin.goodworks.figures import FIGURES
        from lianxin.goodworks.sheets import SHEETS

        sheets.register(*SHEETS)
        hooks.figures.extend(FIGURES)
