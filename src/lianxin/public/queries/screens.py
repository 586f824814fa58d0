"""Links to big screens."""

from django.db.models import QuerySet
from django.utils import timezone

from lianxin.public.models import ScreenLink
from lianxin.public.rules import hashed, is_open


def links() -> QuerySet[ScreenLink]:
    return ScreenLink.objects.select_related("created_by", "revoked_by")


def link_of(token: str) -> ScreenLink | None:
    """The link, as long as it is open."""
    found = ScreenLink.objects.filter(token_hash=hashed(token)).first()
    if found and is_open(expires_at=found.expires_at, revoked_at=found.revoked_at, now=timezone.now()):
        return found
    return None
