from django.apps import AppConfig


class CouncilConfig(AppConfig):
    name = "lianxin.council"

    def ready(self) -> None:
        from lianxin.core import hooks, scope, sheets
        from lianxin.council.access import RULES
        from lianxin.council.figures import FIGURES
        from lianxin.council.sheets import SHEETS
        from lianxin.people.rules import Tab

        sheets.register(*SHEETS)
        scope.register(*RULES)
        hooks.figures.extend(FIGURES)
        hooks.profile_tabs.append(
            Tab("conference", "Joint conference", "users-group", ("meetings", "resolutions", "measures"))
        )
