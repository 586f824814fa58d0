"""Signing the ledger's heads in time, and sending them to where the office has no hand on them."""

import logging
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import send_mail
from django.utils.translation import gettext as _

from lianxin.core.ledger import LedgerUnavailable
from lianxin.engines.ledger import Head, LedgerError
from lianxin.lib.dates import BEIJING
from lianxin.trust.queries.book import Book, book

log = logging.getLogger(__name__)

#: How long an entry may stand that no head covers.
EVERY = timedelta(minutes=15)


def keep_heads() -> Head | None:
    """Signs and sends a head if one is due. Whatever fails is logged: no request or command fails by it."""
    try:
        found = book()
        if not _is_due(found):
            return None
        head = found.sign_head()
    except (LedgerError, LedgerUnavailable) as error:
        log.error("no head was signed: %s", error)
        return None
    send_head(head)
    return head


def _is_due(found: Book) -> bool:
    last = found.last_head()
    if last is None:
        return found.size() > 0
    age = datetime.now(BEIJING) - datetime.fromisoformat(last.at)
    # a head from the future says that the clock was set back
    return not timedelta(0) <= age < EVERY and found.size() > last.size


def send_head(head: Head) -> bool:
    """To LIANXIN_HEADS_TO. A head names nobody."""
    if not settings.LEDGER_HEADS_TO:
        return False
    subject = _("Lianxin: head of the ledger, %(size)s entries") % {"size": head.size}
    words = _(
        "Keep this mail. It shows later whether the ledger was changed: lianxin ledger verify --since FILE"
    )
    try:
        send_mail(subject, f"{words}\n\n{head.text}", None, settings.LEDGER_HEADS_TO)
    except OSError as error:  # so are those of smtplib
        log.error("the head of %s entries was not sent: %s", head.size, type(error).__name__)
        return False
    return True
