"""What a correction does to the record."""

from lianxin.accounts.models import User
from lianxin.records import actions as records
from lianxin.trust.models import Request


def apply_correction(request: Request, actor: User) -> None:
    """Puts what the person wants into the cell, as the form of the record would. Raises what that raises."""
    values = {request.column: request.wanted}
    records.save_record(sheet=request.sheet, pk=request.record, values=values, actor=actor)
