"""Equipment: registered, lent, given back, asked for when it is overdue."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import Http404
from django.utils import timezone

from lianxin.accounts.models import User
from lianxin.core import ledger
from lianxin.people.queries import current_number
from lianxin.spaces import rules
from lianxin.spaces.access import may_keep
from lianxin.spaces.actions import telling
from lianxin.spaces.models import Equipment, Loan
from lianxin.spaces.queries import known

_COLUMNS = {"name", "base", "studio_no", "lendable", "out_of_order", "note"}
_FOREIGN = {"base": "base_id", "studio_no": "studio_id"}


def save_equipment(*, equipment_no: str, actor: User, **values: Any) -> Equipment:
    """Adds or changes one thing: name, base, studio_no, lendable, out_of_order, note.

    Raises PermissionDenied; NotBooked: equipment_form, booking_no_studio, equipment_lent (which must be given
    back before it is bound to a studio).
    """
    _require_keeper(actor)
    if set(values) - _COLUMNS or not equipment_no.strip() or values.get("name", "x") == "":
        raise rules.refuse("equipment_form")
    number = values.get("studio_no")
    if number and not known.studios([number]):
        raise rules.refuse("booking_no_studio", studio=number)
    if number and Loan.objects.filter(equipment__equipment_no=equipment_no, returned_at=None).exists():
        raise rules.refuse("equipment_lent", thing=equipment_no)
    stored = {_FOREIGN.get(n, n): (v or None) if n in _FOREIGN else v for n, v in values.items()}
    row, _ = Equipment.objects.update_or_create(equipment_no=equipment_no.strip(), defaults=stored)
    return row


def lend(
    *,
    equipment: int,
    member_no: str,
    due_at: datetime,
    actor: User,
    booking: int | None = None,
    now: datetime | None = None,
) -> Loan:
    """Handed over now. The database keeps a thing from being lent twice.

    Raises PermissionDenied, Http404; NotBooked: equipment_lent, equipment_not_lendable, loan_due,
    booking_no_member.
    """
    now = now or timezone.now()
    _require_keeper(actor)
    number = current_number(member_no)
    if known.holder(number, [], now) is None:
        raise rules.refuse("booking_no_member", member=member_no)
    if due_at <= now:
        raise rules.refuse("loan_due")
    with ledger.act("add", [f"member:{number}"], kind="loans", who=actor.who):
        thing = Equipment.objects.filter(pk=equipment).first()
        if thing is None:
            raise Http404
        if not thing.lendable or thing.out_of_order or thing.studio_id:
            raise rules.refuse("equipment_not_lendable", thing=str(thing))
        times = {"lent_at": now, "due_at": due_at}
        try:
            with transaction.atomic():
                return Loan.objects.create(
                    equipment=thing, member_no=number, booking_id=booking, lent_by=actor, **times
                )
        except IntegrityError as error:
            raise rules.refuse("equipment_lent", thing=str(thing)) from error


def give_back(
    *, loan: int, actor: User, condition: str = "", broken: bool = False, now: datetime | None = None
) -> Loan:
    """Taken back, as it came; a broken thing is lent to nobody until it is mended.

    Raises PermissionDenied, Http404; NotBooked (loan_over).
    """
    _require_keeper(actor)
    found = Loan.objects.filter(pk=loan).first()
    if found is None:
        raise Http404
    with ledger.act("change", [f"member:{found.member_no}"], kind="loans", who=actor.who):
        row = Loan.objects.select_related("equipment").get(pk=loan)
        if row.returned_at:
            raise rules.refuse("loan_over")
        row.returned_at, row.returned_to, row.condition = now or timezone.now(), actor, condition
        row.save()
        if broken:
            Equipment.objects.filter(pk=row.equipment_id).update(out_of_order=True)
    return row


def remind_overdue(*, now: datetime | None = None) -> int:
    """One message for each loan that is overdue; how many were sent. Called once a day or more often."""
    now = now or timezone.now()
    rows = Loan.objects.filter(returned_at=None, due_at__lte=now, reminded_at=None).select_related(
        "equipment"
    )
    for loan in rows:
        with ledger.act(
            "change", [f"member:{loan.member_no}"], kind="loans", who=ledger.Who("job:spaces", "system")
        ):
            Loan.objects.filter(pk=loan.pk).update(reminded_at=now)
            telling.tell_overdue(loan)
    return len(rows)


def _require_keeper(actor: User) -> None:
    if not may_keep(actor):
        raise PermissionDenied
