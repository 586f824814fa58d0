from django.apps import AppConfig


class GoodworksConfig(AppConfig):
    name = "lianxin.goodworks"

    def ready(self) -> None:
        from lianxin.core import sheets
        from lianxin.goodworks.sheets import SHEETS

        sheets.register(*SHEETS)
