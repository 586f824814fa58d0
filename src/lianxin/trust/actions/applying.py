"""What a correction does to the record."""

from lianxin.accounts.models import User
from lianxin.core.sheets import sheet, sheets
from lianxin.records import actions as records
from lianxin.records.access import visible_to
from lianxin.trust.models import Request


def apply_correction(request: Request, actor: User) -> None:
    """Puts what the person wants into the cell, as the form of the record would. Raises what that raises."""
    values = {request.column: request.wanted}
    records.save_record(sheet=request.sheet, pk=request.record, values=values, actor=actor)


def is_own_cell(member_no: str, name: str, pk: int, column: str) -> bool:
    """Whether it is a cell of a row that the person sees."""
    if name not in {known.name for known in sheets()} or column not in sheet(name).by_name:
        return False
    person = User(role=User.Role.MEMBER, member_no=member_no)
    return visible_to(person, name).filter(pk=pk).exists()
