"""What numbers stand for: members by stage name, products, in the actor's name."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from lianxin.market.models import Product
from lianxin.people.models import Member


def of_members(actor: Any, numbers: Collection[str]) -> dict[str, str]:
    """Number → stage name, else the name; of those whom the actor may see. Told to the ledger."""
    rows = Member.objects.visible_to(actor).filter(member_no__in=set(numbers))
    return {row.member_no: row.stage_name or row.name for row in rows}


def of_products(numbers: Collection[str]) -> dict[str, str]:
    """Number → name; products are nobody's secret."""
    rows = Product.unscoped.filter(product_no__in=set(numbers))
    return dict(rows.values_list("product_no", "name"))


def growers() -> list[str]:
    """Units whose products there are."""
    return sorted(set(Product.unscoped.values_list("producer_id", flat=True)) - {None, ""})


def units_of_products(numbers: Collection[str]) -> dict[str, str]:
    rows = Product.unscoped.filter(product_no__in=set(numbers))
    return dict(rows.values_list("product_no", "unit"))
