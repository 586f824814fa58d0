"""Who consents, what was asked, who looked, what is kept."""

from lianxin.trust.queries.consents import Standing, consenting, consents_of, current_notice, has_consent
from lianxin.trust.queries.exporting import export_of
from lianxin.trust.queries.looking import Look, looks
from lianxin.trust.queries.requests import Asked, open_requests, requests_of
from lianxin.trust.queries.words import words

__all__ = [
    "Asked",
    "Look",
    "Standing",
    "consenting",
    "consents_of",
    "current_notice",
    "export_of",
    "has_consent",
    "looks",
    "open_requests",
    "requests_of",
    "words",
]
