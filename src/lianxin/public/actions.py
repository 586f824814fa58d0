"""Being shown in public is told once a day, not once a visitor: visitors must not fill the ledger."""

from django.utils import timezone

from lianxin.core import ledger
from lianxin.public.models import Shown


def tell_shown(*, numbers: list[str]) -> None:
    """Before the page leaves. Raises LedgerUnavailable."""
    today = timezone.localdate()
    told = set(Shown.objects.filter(day=today, member_no__in=numbers).values_list("member_no", flat=True))
    new = [number for number in numbers if number not in told]
    if not new:
        return
    with ledger.act("read", [f"member:{number}" for number in new], kind="public"):
        Shown.objects.bulk_create([Shown(day=today, member_no=n) for n in new], ignore_conflicts=True)
        Shown.objects.filter(day__lt=today).delete()
