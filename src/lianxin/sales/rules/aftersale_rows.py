"""From the columns of one aftersale file to rows of `aftersales`, a chunk at a time."""

from collections.abc import Mapping
from decimal import Decimal

from lianxin.engines.tabular import Chunk
from lianxin.sales.rules.aftersales import AftersaleFormat, succeeded
from lianxin.sales.rules.arrow import MONEY, Array, Table, by_value, is_empty, pa, pc
from lianxin.sales.rules.columns import Columns
from lianxin.sales.rules.reading import Reading, Refusal, left_in, total_rows

_ZERO = pa.scalar(Decimal("0.00"), MONEY)


class AftersaleReader:
    """Reads the chunks of one file. `headers` names the header each part stands under."""

    def __init__(self, form: AftersaleFormat, headers: Mapping[str, str], shop: str) -> None:
        self.form = form
        self.headers = headers
        self.shop = shop
        self.reading = Reading()

    def rows(self, chunk: Chunk) -> tuple[Table, list[Refusal]]:
        """Good rows: shop, aftersale_id, line_id, succeeded, refund_amount, source_row; and the refused
        ones."""
        columns = Columns(chunk, self.headers)
        keys = {part: columns.identifier(part) for part in ("aftersale_id", "line_id")}
        totals = total_rows(columns, keys["aftersale_id"], "refund_amount", self.reading)
        for part, ids in keys.items():
            _refuse_empty(columns, part, ids)
        amount = columns.amount("refund_amount")
        # A refund whose amount is not told says no more than the order's own words do.
        done = pc.and_(by_value(columns.word("status"), succeeded, pa.bool_()), pc.is_valid(amount))
        table = pa.table(
            {
                "shop": columns.constant(self.shop),
                **keys,
                "succeeded": done,
                "refund_amount": pc.fill_null(amount, _ZERO),
                "source_row": columns.row_numbers,
            }
        )
        return left_in(table, columns, totals)


def _refuse_empty(columns: Columns, part: str, ids: Array) -> None:
    for at in pc.indices_nonzero(is_empty(ids)).to_pylist():
        if not columns.is_refused(at, part):
            columns.refuse(at, part, "missing_key")
