"""The record sheets of spaces."""

from lianxin.core.sheets import Sheet
from lianxin.spaces.models import Base, Booking, Studio

SHEETS = (
    Sheet("bases", Base, key=("name",), en="Bases"),
    Sheet("studios", Studio, key=("studio_no",), en="Studios"),
    Sheet("bookings", Booking, key=("booking_no",), en="Studio bookings"),
)
