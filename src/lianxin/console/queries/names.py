"""What a number stands for: products, campaigns and members by the names they are known under.

Only open columns: a member is shown under the stage name, never the own one.
"""

from collections.abc import Collection, Iterable

from lianxin.core import ledger
from lianxin.core.sheets import sheet
from lianxin.reports.queries import naming_columns

_NAMED = {
    "product_no": ("products", "product_no", "name"),
    "campaign_no": ("campaigns", "campaign_no", "title"),
    "member_no": ("members", "member_no", "stage_name"),
    "mentor_no": ("members", "member_no", "stage_name"),
}


def names_of(dimension: str, values: Collection[str]) -> dict[str, str]:
    """Value → name, where there is one. Members are told."""
    if names_somebody([dimension]):
        ledger.seen({f"member:{value}" for value in values if value}, "figures")
    if dimension not in _NAMED:
        return {}
    held, key, name = _NAMED[dimension]
    rows = sheet(held).model.unscoped.filter(**{f"{key}__in": list(values)})
    return {value: label for value, label in rows.values_list(key, name) if label}


def names_somebody(dimensions: Iterable[str]) -> bool:
    """Whether a figure filtered or split by these says something about single members."""
    return not naming_columns().isdisjoint(dimensions)
