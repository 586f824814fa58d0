"""Who may bring records in, take them out, and see what imports did."""

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from lianxin.accounts.models import User
from lianxin.records.models import Batch

_KEEPERS = {User.Role.OFFICE}
_READERS = {User.Role.OFFICE, User.Role.AUDITOR}


def can_import(actor: User) -> bool:
    """Also roll back and export: the office keeps the records."""
    return actor.role in _KEEPERS


def batches_visible_to(actor: User) -> QuerySet[Batch]:
    return Batch.objects.select_related("actor") if actor.role in _READERS else Batch.objects.none()


def get_batch_for(actor: User, batch_no: str) -> Batch:
    """404 to strangers, as if there were no such batch."""
    return get_object_or_404(batches_visible_to(actor), pk=batch_no)
