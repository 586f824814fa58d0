from typing import Any

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "lianxin.accounts"

    def ready(self) -> None:
        from allauth.account.signals import user_logged_in

        from lianxin.accounts.actions.gateways import deliver
        from lianxin.core import hooks

        user_logged_in.connect(_note_device)
        hooks.job_kinds["message"] = deliver


def _note_device(request: Any, user: Any, **kwargs: Any) -> None:
    """Each login stands in the ledger; the middleware sets the device's cookie once there is an answer."""
    request.new_device_of = user
    from lianxin.accounts.actions import noted

    with noted("login", user, user):
        pass
