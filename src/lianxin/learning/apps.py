from django.apps import AppConfig


class LearningConfig(AppConfig):
    name = "lianxin.learning"

    def ready(self) -> None:
        from lianxin.core import sheets
        from lianxin.learning.sheets import SHEETS

        sheets.register(*SHEETS)
