from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "lianxin.people"

    def ready(self) -> None:
        from lianxin.core import hooks, scope, sheets
        from lianxin.people.access import RULES
        from lianxin.people.figures import FIGURES
        from lianxin.people.sheets import SHEETS

        sheets.register(*SHEETS)
        scope.register(*RULES)
        hooks.figures.extend(FIGURES)
