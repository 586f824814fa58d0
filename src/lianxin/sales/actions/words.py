"""Status words that the program does not know: met in files, decided once by the office."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from lianxin.accounts.models import User
from lianxin.records.rules import Refused
from lianxin.sales.models import StatusWord
from lianxin.sales.rules import ORDER_FORMATS
from lianxin.sales.rules.formats import STATUSES, status_key

_LONGEST = 40  # what is longer is no status word but some other cell, and is not kept


def decided_words(platform: str) -> dict[str, str]:
    """word → status, as the office has decided."""
    decided = StatusWord.objects.filter(platform=platform).exclude(status="")
    return dict(decided.values_list("word", "status"))


@transaction.atomic
def remember_unknown(platform: str, counts: Mapping[str, int], file: str) -> None:
    """Puts words on the list of those to decide. `lines` is the number of rows in the latest file."""
    for word, lines in counts.items():
        if len(word) <= _LONGEST:
            StatusWord.objects.update_or_create(
                platform=platform, word=word, defaults={"seen_in": file, "lines": lines}
            )


def _platforms() -> list[str]:
    """Those built in, and those of mapping files whose words were met."""
    built_in = [form.platform for form in ORDER_FORMATS]
    return list(dict.fromkeys([*built_in, *StatusWord.objects.values_list("platform", flat=True)]))


@transaction.atomic
def map_status_word(*, platform: str, word: str, status: str, actor: User | None) -> StatusWord:
    """Decides what a platform's word means. Files imported from now on are read with it.

    Raises Refused: unknown_canonical_status, unknown_platform.
    """
    platform, known = platform.strip(), _platforms()
    if platform not in known:
        raise Refused("unknown_platform", platform=platform, known=known)
    if status not in STATUSES:
        raise Refused("unknown_canonical_status", status=status, known=list(STATUSES))
    decided, _ = StatusWord.objects.update_or_create(
        platform=platform,
        word=status_key(word),
        defaults={"status": status, "decided_by": actor, "decided_at": timezone.now()},
    )
    return decided
