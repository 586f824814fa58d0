from django.apps import AppConfig


class SpacesConfig(AppConfig):
    name = "lianxin.spaces"

    def ready(self) -> None:
        from lianxin.core import hooks, scope, sheets
        from lianxin.people.rules import Tab
        from lianxin.spaces.access import RULES, purposes
        from lianxin.spaces.figures import FIGURES
        from lianxin.spaces.sheets import SHEETS

        sheets.register(*SHEETS)
        scope.register(*RULES)
        hooks.figures.extend(FIGURES)
        hooks.purposes.append(purposes)
        hooks.profile_tabs.append(Tab("studios", "Bases and studios", "video", ("bookings", "bases")))
