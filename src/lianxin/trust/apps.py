from django.apps import AppConfig
from django.db.models.signals import post_migrate


class TrustConfig(AppConfig):
    name = "lianxin.trust"

    def ready(self) -> None:
        from lianxin.core import hooks, ledger
        from lianxin.trust.actions.notices import write_first_notices
        from lianxin.trust.jobs import retention
        from lianxin.trust.queries.book import book
        from lianxin.trust.queries.requests import members_with_open_requests

        ledger.use(book)
        post_migrate.connect(write_first_notices, sender=self)
        hooks.job_kinds["retention"] = retention
        hooks.daily_jobs.append("retention")
        hooks.open_matters.append(("requests", members_with_open_requests))
