from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "lianxin.reports"

    def ready(self) -> None:
        from lianxin.core import hooks

        hooks.about_member.append(_credited)


def _credited(member_no: str) -> dict[str, list[dict[str, object]]]:
    from lianxin.reports.actions import take_snapshot  # heavy: loaded when somebody asks
    from lianxin.reports.queries import credited_to

    return {"figures": credited_to(member_no, take_snapshot())}
