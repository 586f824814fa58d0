"""What a correction does to the record."""

from lianxin.accounts.models import User
from lianxin.records import actions as records
from lianxin.records.access import get_record_for
from lianxin.trust.models import Request


def apply_correction(request: Request, actor: User) -> None:
    """Puts what the person wants into the cell, as the form of the record would. Raises what that raises."""
    record = get_record_for(actor, request.sheet, int(request.record or 0))
    records.save_record(sheet=request.sheet, values={request.column: request.wanted}, actor=actor, record=record)
