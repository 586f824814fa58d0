"""The record sheets of spaces."""

from lianxin.core.sheets import Sheet
from lianxin.spaces.models import Base, Booking, Studio
from lianxin.spaces.queries.clashing import clashes, let_go

SHEETS = (
    Sheet("bases", Base, key=("name",), en="Bases"),
    Sheet("studios", Studio, key=("studio_no",), en="Studios"),
    Sheet(
        "bookings",
        Booking,
        key=("booking_no",),
        en="Studio bookings",
        across=clashes,
        before_moving=let_go,
    ),
)
