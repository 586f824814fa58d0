"""What a whole made-up district sold in its sessions: the test bed of forecasts."""

from __future__ import annotations

from lianxin.demo.build import tell
from lianxin.demo.selling import Sold, Truth, sold
from lianxin.demo.world import Place


def of_place(place: Place) -> list[Sold]:
    """What the focus members' sessions sold; the best-known creator is out of all proportion."""
    cast, items, sheets = tell(place)
    focus = {member.number for member in cast.members if member.focus} - {cast.best.number}
    sessions = [row for row in sheets["live_sessions"] if row["member_no"] in focus]
    products = {item.product.number: item.product for item in items}
    kinds = {row["studio_no"]: row["kind"] for row in sheets["studios"]}
    truth = Truth(place, cast, items)
    shown = sheets["live_items"]
    return sold(place, truth, products, sessions=sessions, live_items=shown, kinds=kinds)
