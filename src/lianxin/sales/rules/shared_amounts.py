"""Orders whose amount stands in each of their rows: the rows' own shares of it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from lianxin.engines.tabular import Problem
from lianxin.sales.rules.arrow import MONEY, Table, pa
from lianxin.sales.rules.sharing import share

#: The part that a refusal points to.
_AT_FAULT = {
    "order_incomplete": "order_id",
    "order_amounts_differ": "paid_amount",
    "negative_price": "price",
}


def share_amounts(
    lines: Table, refused_orders: Iterable[str], headers: Mapping[str, str]
) -> tuple[Table, dict[int, Problem], int]:
    """(lines with their shares and without `price`, refused rows by number, count of repeated rows).

    An order is shared over its rows by price times quantity, wherever in the file they stand. It is
    refused whole
    when one of its rows was refused or when its rows name different amounts, as its shares would then be
    a guess.
    Of rows with the same key the last one counts.
    """
    rows = _last_of_each(lines)
    incomplete = set(refused_orders)
    amounts = lines["paid_amount"].to_pylist()
    prices, quantities = lines["price"].to_pylist(), lines["quantity"].to_pylist()
    orders, numbers = lines["order_id"].to_pylist(), lines["source_row"].to_pylist()
    given: dict[str, list[Any]] = {"order_id": orders, "paid_amount": amounts, "price": prices}
    by_order: dict[str, list[int]] = defaultdict(list)
    for at in rows:
        by_order[orders[at]].append(at)
    shares: dict[int, Decimal] = {}
    refused: dict[int, Problem] = {}
    for order, places in by_order.items():
        code = _fault(order in incomplete, {amounts[at] for at in places}, [prices[at] for at in places])
        if code:
            part = _AT_FAULT[code]
            refused |= {
                numbers[at]: Problem(numbers[at], headers.get(part, ""), str(given[part][at]), code)
                for at in places
            }
            continue
        weights = [int(prices[at] * 100) * (quantities[at] or 0) for at in places]
        parts = share(int(amounts[places[0]] * 100), weights)
        shares |= {at: Decimal(part).scaleb(-2) for at, part in zip(places, parts, strict=True)}
    kept = sorted(shares)
    shared = pa.array([shares[at] for at in kept], MONEY)
    found = lines.take(pa.array(kept, pa.int64()))
    column = found.schema.get_field_index("paid_amount")
    return (
        found.set_column(column, "paid_amount", shared).drop_columns(["price"]),
        refused,
        len(lines) - len(rows),
    )


def _last_of_each(lines: Table) -> list[int]:
    return sorted({line_id: at for at, line_id in enumerate(lines["line_id"].to_pylist())}.values())


def _fault(incomplete: bool, amounts: set[Decimal], prices: list[Decimal]) -> str:
    if incomplete:
        return "order_incomplete"
    if len(amounts) > 1:
        return "order_amounts_differ"
    return "negative_price" if min(prices) < 0 else ""
