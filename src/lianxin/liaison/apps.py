from django.apps import AppConfig


class LiaisonConfig(AppConfig):
    name = "lianxin.liaison"

    def ready(self) -> None:
        from lianxin.core import sheets
        from lianxin.liaison.sheets import SHEETS

        sheets.register(*SHEETS)
