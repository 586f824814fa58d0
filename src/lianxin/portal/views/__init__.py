from lianxin.portal.views.asking import correct, delete, object_to
from lianxin.portal.views.consents import consents, decide
from lianxin.portal.views.data import home, part, record, table
from lianxin.portal.views.looks import ask, looks
from lianxin.portal.views.more import more
from lianxin.portal.views.requests import copy, reopen, request_page, requests

__all__ = [
    "ask",
    "consents",
    "copy",
    "correct",
    "decide",
    "delete",
    "home",
    "looks",
    "more",
    "object_to",
    "part",
    "record",
    "reopen",
    "request_page",
    "requests",
    "table",
]
