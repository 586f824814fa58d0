from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "lianxin.desk"

    def ready(self) -> None:
        from lianxin.core import sheets
        from lianxin.desk.sheets import SHEETS

        sheets.register(*SHEETS)
