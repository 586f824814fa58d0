from django.apps import AppConfig


class SpacesConfig(AppConfig):
    name = "lianxin.spaces"

    def ready(self) -> None:
        from lianxin.core import hooks, sheets
        from lianxin.spaces.figures import FIGURES
        from lianxin.spaces.sheets import SHEETS

        sheets.register(*SHEETS)
        hooks.figures.extend(FIGURES)
