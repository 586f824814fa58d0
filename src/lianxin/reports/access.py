"""Who works on reports: the office writes, checks and publishes them, the auditor reads all of them.

Actor None is the command line, that is somebody who may read the home's files anyway.
"""

from django.db.models import QuerySet
from django.http import Http404

from lianxin.accounts.models import User
from lianxin.reports.models import Edition

_WRITERS = {User.Role.OFFICE}
_READERS = {User.Role.OFFICE, User.Role.AUDITOR}


def may_write(actor: User | None) -> bool:
    """Draft, check, publish, withdraw; templates too."""
    return actor is None or (actor.is_active and actor.role in _WRITERS)


def may_read(actor: User | None) -> bool:
    """Drafts and all editions, their receipts and differences; export them."""
    return actor is None or (actor.is_active and actor.role in _READERS)


def editions_visible_to(actor: User | None) -> QuerySet[Edition]:
    """The latest first; without the documents, which are long."""
    found = Edition.objects.defer("document", "public_document", "text")
    found = found.select_related("created_by", "changed_by", "checked_by", "published_by", "withdrawn_by")
    return found if may_read(actor) else found.none()


def get_edition_for(actor: User | None, edition_no: str) -> Edition:
    """404 to strangers, as if there were no such edition."""
    found = editions_visible_to(actor).defer(None).filter(pk=edition_no).first()
    if found is None:
        raise Http404
    return found


def public_editions() -> QuerySet[Edition]:
    """Those with an open page: everybody may read their `public_document`, and that they were withdrawn."""
    out = (Edition.Status.PUBLISHED, Edition.Status.WITHDRAWN)
    return Edition.objects.filter(public=True, status__in=out).defer("document", "text")
