"""Who may answer for consent and rights, set retention, and read the ledger."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404

from lianxin.accounts.models import User
from lianxin.core import ledger
from lianxin.people.queries import numbers_of_member
from lianxin.trust.models import Request

_READERS = {User.Role.OFFICE, User.Role.AUDITOR}
_OUTSIDE = {User.Role.MEMBER, User.Role.GROWER}


def _active(actor: Any) -> bool:
    return isinstance(actor, User) and actor.is_active


def may_read_requests(actor: Any) -> bool:
    return _active(actor) and actor.role in _READERS


def may_keep(actor: Any) -> bool:
    """Answer requests, record papers, publish notices, set how long data is kept."""
    return _active(actor) and actor.role == User.Role.OFFICE


def may_read_ledger(actor: Any) -> bool:
    """The whole of it; everybody else of the staff sees the own entries."""
    return _active(actor) and actor.role in _READERS


def may_see_own_entries(actor: Any) -> bool:
    return _active(actor) and actor.role not in _OUTSIDE


def is_self(actor: Any, member_no: str) -> bool:
    return _active(actor) and bool(member_no) and actor.member_no == member_no


def may_act_for(actor: Any, member_no: str) -> bool:
    """The person, or the office for somebody who came with a paper."""
    return is_self(actor, member_no) or may_keep(actor)


def requests_visible_to(actor: Any) -> QuerySet[Request]:
    if may_read_requests(actor):
        return Request.objects.all()
    own = getattr(actor, "member_no", "") if _active(actor) else ""
    return Request.objects.filter(member_no__in=numbers_of_member(own)) if own else Request.objects.none()


def get_request_for(actor: Any, pk: int) -> Request:
    """404 to strangers, as if there were no such request. The person's being read is told to the ledger."""
    found = requests_visible_to(actor).filter(pk=pk).first()
    if found is None:
        raise Http404
    ledger.seen([f"member:{found.member_no}"], "requests")
    return found
