from django.apps import AppConfig


class CouncilConfig(AppConfig):
    name = "lianxin.council"

    def ready(self) -> None:
        from lianxin.core import sheets
        from lianxin.council.sheets import SHEETS

        sheets.register(*SHEETS)
