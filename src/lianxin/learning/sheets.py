"""The record sheets of learning."""

from lianxin.core.sheets import Sheet
from lianxin.learning.models import Attendance, Certificate, Event

SHEETS = (
    Sheet("events", Event, key=("event_no",), en="Learning events"),
    Sheet("attendances", Attendance, key=("event_no", "date", "attendee"), en="Attendances"),
    Sheet("certificates", Certificate, key=("cert_no",), en="Certificates"),
)
