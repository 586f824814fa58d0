from django.apps import AppConfig


class LearningConfig(AppConfig):
    name = "lianxin.learning"

    def ready(self) -> None:
        from lianxin.core import hooks, sheets
        from lianxin.learning.figures import FIGURES
        from lianxin.learning.sheets import SHEETS

        sheets.register(*SHEETS)
        hooks.figures.extend(FIGURES)
