from django.apps import AppConfig


class SpacesConfig(AppConfig):
    name = "lianxin.spaces"

    def ready(self) -> None:
        from lianxin.core import sheets
        from lianxin.spaces.sheets import SHEETS

        sheets.register(*SHEETS)
