"""合计 rows: what the file itself says it adds up to."""

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal

from lianxin.engines.tabular import CellError, cells

_TOTAL = re.compile(r"(合\s*计|总\s*计|汇\s*总)")
#: For pyarrow: a label, and an order number that begins so or is missing.
LABEL = r"^\s*(合\s*计|总\s*计|汇\s*总)"
CANDIDATE = r"^\s*(合\s*计|总\s*计|汇\s*总|$)"


def is_total(order_id: str, row: Iterable[str]) -> bool:
    """Whether a row without an order number of its own is a total: one of its cells says so."""
    if order_id:
        return bool(_TOTAL.match(order_id))
    return any(_TOTAL.match(cells.text(cell)) for cell in row)


def total_of(row: Mapping[str, str], header: str) -> Decimal | None:
    """The amount in a total row; None when it gives none or not in a readable form."""
    try:
        return cells.amount(row.get(header, ""))
    except CellError:
        return None
