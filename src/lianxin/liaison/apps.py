from django.apps import AppConfig


class LiaisonConfig(AppConfig):
    name = "lianxin.liaison"

    def ready(self) -> None:
        from lianxin.core import hooks, scope, sheets
        from lianxin.liaison.access import RULES, own_members
        from lianxin.liaison.figures import FIGURES
        from lianxin.liaison.sheets import SHEETS

        sheets.register(*SHEETS)
        scope.register(*RULES)
        hooks.own_members.append(own_members)
        hooks.figures.extend(FIGURES)
