from typing import Any

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "lianxin.reports"

    def ready(self) -> None:
        from lianxin.core import hooks

        hooks.about_member.append(_credited)
        hooks.job_kinds["publish"] = _publish


def _publish(arguments: dict[str, Any], control: Any) -> Any:
    from lianxin.reports.jobs import publish  # heavy: loaded when somebody publishes

    return publish(arguments, control)


def _credited(member_no: str) -> dict[str, list[dict[str, object]]]:
    from lianxin.reports.actions import take_snapshot  # heavy: loaded when somebody asks
    from lianxin.reports.queries import credited_to

    return {"figures": credited_to(member_no, take_snapshot())}
