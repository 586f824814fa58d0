"""Who may see the rows of market: what each sheet is about, read by `records.access`."""

from lianxin.core.scope import Rule
from lianxin.market.models import (
    Contract,
    Investment,
    Listing,
    LiveItem,
    LiveSession,
    Outlet,
    Product,
    Ranking,
)

KEEPERS = ("market_staff",)
#: Live sessions are planned, too.
_PLANNERS = (*KEEPERS, "planner")
RULES = (
    Rule(Outlet, units=("operator",), keepers=KEEPERS),
    Rule(Product, units=("producer",), growers=("producer",), keepers=KEEPERS),
    Rule(Listing, about=("member",), growers=("product__producer",), keepers=KEEPERS),
    Rule(Contract, units=("producer", "buyer"), growers=("producer",), keepers=KEEPERS),
    Rule(Investment, about=("member",), units=("organisation",), keepers=KEEPERS),
    Rule(LiveSession, about=("member",), keepers=_PLANNERS),
    Rule(LiveItem, about=("session__member",), growers=("product__producer",), keepers=_PLANNERS),
    Rule(Ranking, keepers=KEEPERS),
)
