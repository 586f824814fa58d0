"""What can be done with studios."""

from lianxin.spaces.actions.arriving import check_in, check_in_booking, settle_due
from lianxin.spaces.actions.booking import Booked, book, book_together
from lianxin.spaces.actions.changing import approve, cancel, change, decline
from lianxin.spaces.actions.waiting import accept_offer, join_waiting, leave_waiting

__all__ = [
    "Booked",
    "accept_offer",
    "approve",
    "book",
    "book_together",
    "cancel",
    "change",
    "check_in",
    "check_in_booking",
    "decline",
    "join_waiting",
    "leave_waiting",
    "settle_due",
]
