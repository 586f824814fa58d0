"""What members are told by message. The job carries it sealed; see `accounts.actions.gateways`."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from lianxin.accounts.actions.gateways import send
from lianxin.accounts.models import User
from lianxin.accounts.rules import normal_address
from lianxin.people.models import Member
from lianxin.people.queries import numbers_of_member
from lianxin.spaces.models import Booking, Loan

_WORDS = {
    "approved": _("Your request for studio %(studio)s, %(when)s, is approved."),
    "declined": _("Your request for studio %(studio)s, %(when)s, is declined: %(more)s"),
    "cancelled": _("Your booking of studio %(studio)s, %(when)s, has been cancelled. %(more)s"),
    "expired": _("Nobody answered in time: studio %(studio)s, %(when)s, is no longer held for you."),
    "offered": _("Studio %(studio)s, %(when)s, is free. It is held for you until %(more)s."),
    "missed": _("You did not check in to studio %(studio)s, %(when)s; it has been released."),
}
_OVERDUE = _("%(thing)s was due back %(when)s. Please return it.")


def tell(row: Booking, what: str, more: str = "") -> None:
    """The member of a booking. `what`: a key of _WORDS. Call in the transaction of what is told."""
    with translation.override(settings.LANGUAGE_CODE):
        said = {"studio": row.studio_id, "when": moment(row.starts_at), "more": more}
        _send(row.member_id, gettext(_WORDS[what]) % said)


def tell_overdue(loan: Loan) -> None:
    with translation.override(settings.LANGUAGE_CODE):
        said = {"thing": loan.equipment.name, "when": moment(loan.due_at)}
        _send(loan.member_no, gettext(_OVERDUE) % said)


def moment(at: datetime) -> str:
    return f"{timezone.localtime(at):%Y-%m-%d %H:%M}"


def _send(member_no: str, text: str) -> None:
    """To where the member's own account gets its codes; without one, to the number in the register."""
    numbers = numbers_of_member(member_no)
    users = User.objects.filter(member_no__in=numbers, role=User.Role.MEMBER, is_active=True)
    known = [address for phone, mail in users.values_list("phone", "email") for address in (phone, mail)]
    known += Member.unscoped.filter(member_no__in=numbers).values_list("phone", flat=True)
    found = next((address for text in known if text and (address := normal_address(text))), None)
    if found:
        send(found, text)
