"""The record sheets of market."""

from lianxin.core.sheets import Sheet
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

SHEETS = (
    Sheet("outlets", Outlet, key=("outlet_no",), en="Outlets"),
    Sheet("products", Product, key=("product_no",), en="Products"),
    Sheet("listings", Listing, key=("platform", "item_id"), en="Listings"),
    Sheet("contracts", Contract, key=("contract_no",), en="Contract farming"),
    Sheet("investments", Investment, key=("project_no",), en="Investments"),
    Sheet("live_sessions", LiveSession, key=("session_no",), en="Live sessions"),
    Sheet("live_items", LiveItem, key=("session_no", "product_no"), en="Live items"),
    Sheet("rankings", Ranking, key=("list", "date", "platform", "item_id"), en="Rankings"),
)
