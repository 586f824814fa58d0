"""Being shown in public is told once a day; links to big screens are made and revoked."""

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from lianxin.accounts.models import User
from lianxin.core import ledger
from lianxin.public.models import ScreenLink, Shown
from lianxin.public.rules import ends, hashed, new_token

_OFTEN = timedelta(minutes=15)


def tell_shown(*, numbers: list[str]) -> None:
    """Before the page leaves; once a day and person, as visitors must not fill the ledger.

    Raises LedgerUnavailable.
    """
    today = timezone.localdate()
    told = set(Shown.objects.filter(day=today, member_no__in=numbers).values_list("member_no", flat=True))
    new = [number for number in numbers if number not in told]
    if not new:
        return
    with ledger.act("read", [f"member:{number}" for number in new], kind="public"):
        Shown.objects.bulk_create([Shown(day=today, member_no=n) for n in new], ignore_conflicts=True)
        Shown.objects.filter(day__lt=today).delete()


def open_screen(*, title: str, year: int | None, days: int, actor: User) -> tuple[ScreenLink, str]:
    """The link and its token, which nobody can be told again. `days` as in `rules.LASTING`.

    Raises LedgerUnavailable.
    """
    token = new_token()
    link = ScreenLink(title=title, year=year, token_hash=hashed(token), created_by=actor)
    link.expires_at = ends(timezone.now(), days)
    with ledger.act("add", [f"user:{actor.get_username()}"], kind="screens", who=actor.who):
        link.save()
    return link, token


def revoke_screen(*, link: ScreenLink, actor: User) -> None:
    """From now on the screen shows nothing; twice is once. Raises LedgerUnavailable."""
    with ledger.act("revoke", [f"user:{actor.get_username()}"], kind="screens", who=actor.who):
        ScreenLink.objects.filter(pk=link.pk, revoked_at=None).update(
            revoked_at=timezone.now(), revoked_by=actor
        )


def note_opened(*, link: ScreenLink) -> None:
    """So that the office sees which links are used. A screen asks every minute; that need not be written."""
    now = timezone.now()
    ScreenLink.objects.filter(Q(opened_at=None) | Q(opened_at__lt=now - _OFTEN), pk=link.pk).update(
        opened_at=now
    )
