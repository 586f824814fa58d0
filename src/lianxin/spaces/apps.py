from django.apps import AppConfig
from django.db.models.signals import post_migrate


class SpacesConfig(AppConfig):
    name = "lianxin.spaces"

    def ready(self) -> None:
        from lianxin.core import hooks, scope, sheets
        from lianxin.people.rules import Tab
        from lianxin.spaces.access import RULES, purposes
        from lianxin.spaces.actions.forgetting import BESIDE
        from lianxin.spaces.figures import FIGURES
        from lianxin.spaces.jobs import settle
        from lianxin.spaces.queries.about import beside_the_sheets, members_with_open_bookings
        from lianxin.spaces.sheets import SHEETS

        sheets.register(*SHEETS)
        scope.register(*RULES)
        hooks.figures.extend(FIGURES)
        hooks.purposes.append(purposes)
        hooks.job_kinds["spaces_settle"] = settle
        hooks.minute_jobs.append("spaces_settle")
        hooks.open_matters.append(("bookings", members_with_open_bookings))
        hooks.about_member.append(beside_the_sheets)
        hooks.words_beside.extend(BESIDE)
        post_migrate.connect(_guard, sender=self)
        hooks.own_pages.append(("spaces:mine", "My studios", "video"))
        hooks.profile_tabs.append(Tab("studios", "Bases and studios", "video", ("bookings", "bases")))


def _guard(using: str, **kwargs: object) -> None:
    from django.db import connections

    from lianxin.spaces.models import guard

    if (
        guard.TABLE in connections[using].introspection.table_names()
    ):  # not where only another app is migrated
        guard.install(connections[using])
