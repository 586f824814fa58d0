from django.apps import AppConfig


class SpacesConfig(AppConfig):
    name = "lianxin.spaces"

    def ready(self) -> None:
        from lianxin.core import hooks, scope, sheets
        from lianxin.spaces.access import RULES
        from lianxin.spaces.figures import FIGURES
        from lianxin.spaces.sheets import SHEETS

        sheets.register(*SHEETS)
        scope.register(*RULES)
        hooks.figures.extend(FIGURES)
