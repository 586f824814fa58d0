"""The pages of trust."""

from lianxin.trust.views.consents import consents, hand_over, notices, record_consent
from lianxin.trust.views.ledger import entry_page, heads, ledger_page, own_entries
from lianxin.trust.views.requests import answer, export, inbox, new_request, request_page
from lianxin.trust.views.retention import change_retention, retention, run_now

__all__ = [
    "answer",
    "change_retention",
    "consents",
    "entry_page",
    "export",
    "hand_over",
    "heads",
    "inbox",
    "ledger_page",
    "new_request",
    "notices",
    "own_entries",
    "record_consent",
    "request_page",
    "retention",
    "run_now",
]
