"""Where messages leave. The SMS provider's address comes from the environment, never from a user."""

import json
import logging
import os
import urllib.request
from typing import Protocol

from django.conf import settings
from django.core.mail import send_mail
from django.utils.translation import gettext as _

from lianxin.core.fields import seal, unseal
from lianxin.jobs.actions import enqueue
from lianxin.jobs.rules import Control

log = logging.getLogger(__name__)


class SmsGateway(Protocol):
    def send(self, number: str, text: str) -> None: ...


class ConsoleGateway:
    """Says on standard error that a message would have left; the demo shows codes on the page."""

    def send(self, number: str, text: str) -> None:
        log.warning("no SMS gateway is set (LIANXIN_SMS_URL): a message was not sent")


class HttpGateway:
    """POSTs {"to", "text"} as JSON to the provider, with the key as a bearer token."""

    def __init__(self, url: str, key: str) -> None:
        self._url, self._key = url, key

    def send(self, number: str, text: str) -> None:
        body = json.dumps({"to": number, "text": text}).encode()
        head = {"Content-Type": "application/json", "Authorization": f"Bearer {self._key}"}
        request = urllib.request.Request(self._url, body, head)  # noqa: S310  https is checked in gateway()
        with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310
            answer.read()


def gateway() -> SmsGateway:
    url = os.environ.get("LIANXIN_SMS_URL", "")
    if not url.startswith("https://"):
        return ConsoleGateway()
    return HttpGateway(url, os.environ.get("LIANXIN_SMS_KEY", ""))


def send(address: tuple[str, str], text: str) -> None:
    """To a normal address, by the worker: how long the provider takes must not tell who is known here."""
    kind, to = address
    if kind == "phone" or settings.EMAIL_HOST:
        enqueue(kind="message", arguments={"kind": kind, "to": seal(to), "text": seal(text)})


def deliver(arguments: dict[str, str], control: Control) -> None:
    """The job. A message that cannot leave is logged without number or text, and not tried again."""
    to, text = unseal(arguments["to"]), unseal(arguments["text"])
    try:
        if arguments["kind"] == "phone":
            gateway().send(to, text)
        else:
            send_mail(_("Lianxin"), text, settings.DEFAULT_FROM_EMAIL, [to])
    except OSError as error:
        log.error("a %s message could not be sent: %s", arguments["kind"], type(error).__name__)
