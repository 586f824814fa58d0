from django.apps import AppConfig


class LearningConfig(AppConfig):
    name = "lianxin.learning"

    def ready(self) -> None:
        from lianxin.core import hooks, scope, sheets
        from lianxin.learning.access import RULES, certificates_of, purposes
        from lianxin.learning.figures import FIGURES
        from lianxin.learning.sheets import SHEETS
        from lianxin.people.rules import Tab

        sheets.register(*SHEETS)
        scope.register(*RULES)
        hooks.figures.extend(FIGURES)
        hooks.purposes.append(purposes)
        hooks.profile_tabs.append(Tab("learning", "Diverse learning", "school", ("attendances",)))
        found = {"certificates": certificates_of}
        hooks.profile_tabs.append(Tab("training", "Skills training", "certificate", ("certificates",), found))
