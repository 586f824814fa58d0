from django.apps import AppConfig


class LiaisonConfig(AppConfig):
    name = "lianxin.liaison"

    def ready(self) -> None:
        from lianxin.core import hooks, scope, sheets
        from lianxin.liaison.access import RULES, members_with_open_cases, own_members, pairs, purposes
        from lianxin.liaison.figures import FIGURES
        from lianxin.liaison.sheets import SHEETS
        from lianxin.people.rules import Tab

        sheets.register(*SHEETS)
        scope.register(*RULES)
        hooks.own_members.append(own_members)
        hooks.figures.extend(FIGURES)
        hooks.pairs.append(pairs)
        hooks.open_matters.append(("cases", members_with_open_cases))
        hooks.purposes.append(purposes)
        hooks.profile_tabs.append(
            Tab("liaison", "Regular liaison", "messages", ("assignments", "contacts", "cases"))
        )
