"""What can be done with studios."""

from lianxin.spaces.actions.arriving import check_in, check_in_booking, settle_due
from lianxin.spaces.actions.booking import Booked, book, book_together
from lianxin.spaces.actions.changing import approve, cancel, change, decline
from lianxin.spaces.actions.equipment import give_back, lend, remind_overdue, save_equipment
from lianxin.spaces.actions.holidays import Filled, close_holidays
from lianxin.spaces.actions.links import feed_token, make_feed, read_feed, revoke_feed
from lianxin.spaces.actions.rooms import (
    Closed,
    add_photo,
    close,
    describe,
    drop_terms,
    remove_photo,
    renew_door,
    reopen,
    set_group,
    set_hours,
    set_terms,
)
from lianxin.spaces.actions.series import Made, Refused, book_series, cancel_series
from lianxin.spaces.actions.waiting import accept_offer, join_waiting, leave_waiting

__all__ = [
    "Booked",
    "Closed",
    "Filled",
    "Made",
    "Refused",
    "accept_offer",
    "add_photo",
    "approve",
    "book",
    "book_series",
    "book_together",
    "cancel",
    "cancel_series",
    "change",
    "check_in",
    "check_in_booking",
    "close",
    "close_holidays",
    "decline",
    "describe",
    "drop_terms",
    "feed_token",
    "give_back",
    "join_waiting",
    "leave_waiting",
    "lend",
    "make_feed",
    "read_feed",
    "remind_overdue",
    "remove_photo",
    "renew_door",
    "reopen",
    "revoke_feed",
    "save_equipment",
    "set_group",
    "set_hours",
    "set_terms",
    "settle_due",
]
