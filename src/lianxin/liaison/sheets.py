"""The record sheets of liaison."""

from lianxin.core.sheets import Sheet
from lianxin.liaison.models import Assignment, Case, Contact, Officer

SHEETS = (
    Sheet("officers", Officer, key=("officer_no",), en="Officers"),
    Sheet("assignments", Assignment, key=("officer_no", "member_no", "starts_on"), en="Assignments"),
    Sheet("contacts", Contact, key=("contact_no",), en="Contacts"),
    Sheet("cases", Case, key=("case_no",), en="Cases"),
)
