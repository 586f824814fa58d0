"""The record sheets of voice."""

from lianxin.core.sheets import Sheet
from lianxin.voice.models import Appointment, Proposal

SHEETS = (
    Sheet("appointments", Appointment, key=("member_no", "position", "body", "starts_on"), en="Appointments"),
    Sheet("proposals", Proposal, key=("proposal_no",), en="Proposals"),
)
