from django.apps import AppConfig


class MarketConfig(AppConfig):
    name = "lianxin.market"

    def ready(self) -> None:
        from lianxin.core import hooks, scope, sheets
        from lianxin.market.access import RULES
        from lianxin.market.figures import FIGURES
        from lianxin.market.sheets import SHEETS
        from lianxin.people.rules import Tab

        sheets.register(*SHEETS)
        scope.register(*RULES)
        hooks.figures.extend(FIGURES)
        hooks.profile_tabs.append(
            Tab(
                "market",
                "Farm produce market",
                "building-store",
                ("live_sessions", "listings", "products", "contracts", "investments", "outlets"),
            )
        )
