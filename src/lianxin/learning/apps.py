from django.apps import AppConfig


class LearningConfig(AppConfig):
    name = "lianxin.learning"

    def ready(self) -> None:
        from lianxin.core import hooks, scope, sheets
        from lianxin.learning.access import RULES
        from lianxin.learning.figures import FIGURES
        from lianxin.learning.sheets import SHEETS

        sheets.register(*SHEETS)
        scope.register(*RULES)
        hooks.figures.extend(FIGURES)
