from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "lianxin.people"

    def ready(self) -> None:
        from lianxin.core import hooks, sheets
        from lianxin.people.figures import FIGURES
        from lianxin.people.sheets import SHEETS

        sheets.register(*SHEETS)
        hooks.figures.extend(FIGURES)
