"""Publishing in the background."""

from typing import Any

from lianxin.accounts.models import User
from lianxin.core.messages import message
from lianxin.jobs.rules import Control
from lianxin.reports.actions import publish_edition
from lianxin.reports.models import Edition
from lianxin.reports.rules import ReportRefused


def publish(arguments: dict[str, Any], control: Control) -> dict[str, Any]:
    """`edition`, `reason`, `actor` (a user's id). Result: {"edition": …}, with "refused" in words if it was.

    Harmless when done twice: a worker that was killed after it had published leaves a published edition.
    """
    number = arguments["edition"]
    actor = User.objects.get(pk=arguments["actor"])
    try:
        publish_edition(edition_no=number, reason=arguments["reason"], actor=actor, progress=control.progress)
    except ReportRefused as refused:
        if not Edition.objects.filter(
            pk=number, status=Edition.Status.PUBLISHED, published_by=actor
        ).exists():
            return {"edition": number, "refused": message(refused.code, refused.params)}
    return {"edition": number}
