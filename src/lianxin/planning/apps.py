from django.apps import AppConfig


class PlanningConfig(AppConfig):
    name = "lianxin.planning"

    def ready(self) -> None:
        from lianxin.core import hooks
        from lianxin.planning.queries.about import beside_the_sheets, members_with_something_ahead

        hooks.about_member.append(beside_the_sheets)
        hooks.open_matters.append(("live_sessions", members_with_something_ahead))
