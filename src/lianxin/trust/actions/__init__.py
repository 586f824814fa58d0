"""Consent, requests, retention."""

from lianxin.trust.actions.consents import give_consent, publish_notice, withdraw_consent
from lianxin.trust.actions.requests import answer_request, open_request, reopen_request
from lianxin.trust.actions.retention import preview, run_retention, set_retention

__all__ = [
    "answer_request",
    "give_consent",
    "open_request",
    "preview",
    "publish_notice",
    "reopen_request",
    "run_retention",
    "set_retention",
    "withdraw_consent",
]
