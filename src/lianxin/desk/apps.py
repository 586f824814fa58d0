from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "lianxin.desk"

    def ready(self) -> None:
        from lianxin.core import hooks, scope, sheets
        from lianxin.desk.access import RULES
        from lianxin.desk.figures import FIGURES
        from lianxin.desk.sheets import SHEETS
        from lianxin.people.rules import Tab

        sheets.register(*SHEETS)
        scope.register(*RULES)
        hooks.figures.extend(FIGURES)
        hooks.profile_tabs.append(Tab("desk", "Information desk", "message-question", ("questions",)))
