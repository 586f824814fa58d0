"""What a number stands for: products, campaigns and members by the names they are known under.

Only open columns: a member is shown under the stage name, never the own one.
"""

from collections.abc import Iterable

from lianxin.core.sheets import sheet

_NAMED = {
    "product_no": ("products", "product_no", "name"),
    "campaign_no": ("campaigns", "campaign_no", "title"),
    "member_no": ("members", "member_no", "stage_name"),
    "mentor_no": ("members", "member_no", "stage_name"),
}


def names_of(dimension: str, values: Iterable[str]) -> dict[str, str]:
    """Value → name, where there is one."""
    if dimension not in _NAMED:
        return {}
    held, key, name = _NAMED[dimension]
    rows = sheet(held).model.unscoped.filter(**{f"{key}__in": list(values)})
    return {value: label for value, label in rows.values_list(key, name) if label}
