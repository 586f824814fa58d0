from django.apps import AppConfig


class MarketConfig(AppConfig):
    name = "lianxin.market"

    def ready(self) -> None:
        from lianxin.core import hooks, sheets
        from lianxin.market.figures import FIGURES
        from lianxin.market.sheets import SHEETS

        sheets.register(*SHEETS)
        hooks.figures.extend(FIGURES)
