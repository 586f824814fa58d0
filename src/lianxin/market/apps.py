from django.apps import AppConfig


class MarketConfig(AppConfig):
    name = "lianxin.market"

    def ready(self) -> None:
        from lianxin.core import sheets
        from lianxin.market.sheets import SHEETS

        sheets.register(*SHEETS)
