from django.apps import AppConfig


class GoodworksConfig(AppConfig):
    name = "lianxin.goodworks"

    def ready(self) -> None:
        from lianxin.core import hooks, scope, sheets
        from lianxin.goodworks.access import RULES
        from lianxin.goodworks.figures import FIGURES
        from lianxin.goodworks.sheets import SHEETS
        from lianxin.people.rules import Tab

        sheets.register(*SHEETS)
        scope.register(*RULES)
        hooks.figures.extend(FIGURES)
        hooks.profile_tabs.append(
            Tab(
                "goodworks",
                "Public good",
                "heart-handshake",
                ("participations", "donations", "honours", "mentorships", "works", "work_stats"),
            )
        )
