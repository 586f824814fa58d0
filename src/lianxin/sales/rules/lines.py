"""From the columns of one order file to canonical lines, a chunk at a time.

Whole columns are converted at once; what a cleaner refuses, and what is rare, is looked at row by row.
"""

from collections.abc import Mapping
from decimal import Decimal

from lianxin.engines.tabular import Chunk
from lianxin.lib.text import normal_name
from lianxin.sales.rules.arrow import (
    CODED,
    MOMENT,
    MONEY,
    TEXT,
    Array,
    Table,
    by_value,
    coded,
    is_empty,
    pa,
    pc,
    plain,
)
from lianxin.sales.rules.columns import Columns
from lianxin.sales.rules.creators import creator_of
from lianxin.sales.rules.formats import CLOSED, OrderFormat, Refund, status_key
from lianxin.sales.rules.reading import Reading, Refusal, left_in, total_rows

#: 流量体裁 on the day of the order itself: to be exported again the next day.
NEXT_DAY = "数据将于第二天更新"
#: A part of the key that an item need not have.
MAY_BE_EMPTY = frozenset({"spec"})
_ZERO = pa.scalar(Decimal("0.00"), MONEY)

#: What a file says of its lines. Where it came from, and what other files add, is put to it in the lake.
LINE_SCHEMA = pa.schema(
    [
        ("shop", CODED),
        ("order_id", TEXT),
        ("line_id", TEXT),
        ("ordered_at", MOMENT),
        ("own_paid_at", MOMENT),
        ("status", CODED),
        ("item_id", CODED),
        ("item_title", CODED),
        ("spec", CODED),
        ("quantity", pa.int64()),
        ("paid_amount", MONEY),
        ("own_refund_amount", MONEY),
        ("own_refund_basis", CODED),
        ("creator_id", CODED),
        ("creator_name", CODED),
        ("creator_key", CODED),
        ("carrier", CODED),
        ("province", CODED),
        ("city", CODED),
        ("source_row", pa.int32()),
    ]
)


class LineReader:
    """Reads the chunks of one file.

    `headers` names the header each part stands under; `words` adds the status words that the office has
    decided;
    `shop` wins over the file's own column.
    """

    def __init__(
        self, form: OrderFormat, headers: Mapping[str, str], words: Mapping[str, str], shop: str
    ) -> None:
        self.form = form
        self.headers = headers
        self.statuses = {**form.statuses, **words}
        self.shop = shop
        self.reading = Reading()

    def lines(self, chunk: Chunk) -> tuple[Table, list[Refusal]]:
        """The good lines in file order (LINE_SCHEMA, and `price` where an amount is shared), and the
        refused rows."""
        columns = Columns(chunk, self.headers, self.form.day_format)
        fields = self._fields(columns)
        left_out = total_rows(columns, fields["order_id"], "paid_amount", self.reading) | self._gifts(columns)
        self._check_keys(columns)
        lines, refusals = left_in(pa.table(fields), columns, left_out)
        self.reading.unknown_words.update(
            status_key(problem.value)
            for refusal in refusals
            for problem in refusal.problems[:1]
            # Beside other faults the word may be what has slipped in from another column.
            if problem.code == "unknown_status" and len(refusal.problems) == 1
        )
        return lines, refusals

    def _gifts(self, columns: Columns) -> set[int]:
        """Rows of their own for what was given away: no sales."""
        if not columns.has("gift"):
            return set()
        gifts = set(pc.indices_nonzero(columns.flag("gift")).to_pylist())
        self.reading.excluded["gift_row"] += len(gifts)
        return gifts

    def _check_keys(self, columns: Columns) -> None:
        for part in dict.fromkeys(("order_id", *self.form.key)):
            if part in MAY_BE_EMPTY:
                continue
            for at in pc.indices_nonzero(is_empty(columns.identifier(part))).to_pylist():
                if not columns.is_refused(at, part):
                    columns.refuse(at, part, "missing_key")

    def _fields(self, columns: Columns) -> dict[str, Array]:
        status, spec, item_id = columns.word("status"), columns.text("spec"), self._item_id(columns)
        paid_at = self._moment(columns, "paid_at")
        paid = self._paid_amount(columns, paid_at)
        creator_id, creator_name = creator_of(columns, self.form)
        fields = {
            "shop": columns.constant(self.shop) if self.shop else columns.text("shop"),
            "order_id": columns.identifier("order_id"),
            "line_id": self._line_id(columns, {"item_id": item_id, "spec": spec}),
            "ordered_at": columns.moment("ordered_at"),
            "own_paid_at": paid_at,
            "status": self._status(columns, status),
            "item_id": item_id,
            "item_title": columns.text("item_title"),
            "spec": spec,
            "quantity": columns.whole("quantity"),
            "paid_amount": paid,
            **self._refund(columns, paid, status),
            "creator_id": creator_id,
            "creator_name": creator_name,
            "creator_key": by_value(creator_name, normal_name),
            "carrier": self._carrier(columns),
            "province": columns.place("province"),
            "city": columns.place("city"),
            "source_row": columns.row_numbers,
        }
        if self.form.shared_amount:
            fields["price"] = pc.fill_null(columns.amount("price"), _ZERO)
        return fields

    def _moment(self, columns: Columns, part: str) -> Array:
        found = columns.moment(part)
        other = self.form.instead.get(part)
        return pc.coalesce(found, columns.moment(other)) if other and found.null_count else found

    def _line_id(self, columns: Columns, given: Mapping[str, Array]) -> Array:
        parts = [plain(given[part]) if part in given else columns.identifier(part) for part in self.form.key]
        return parts[0] if len(parts) == 1 else pc.binary_join_element_wise(*parts, "+")

    def _item_id(self, columns: Columns) -> Array:
        found = columns.identifier("item_id") if "item_id" in self.form.key else columns.code("item_id")
        return by_value(found, digits) if self.form.item_digits else coded(found)

    def _status(self, columns: Columns, words: Array) -> Array:
        status = by_value(words, self._status_of)
        for at in pc.indices_nonzero(is_empty(status)).to_pylist():
            word = words[at].as_py()
            columns.refuse(at, "status", "unknown_status" if word else "missing_status")
        return status

    def _status_of(self, word: str) -> str:
        if self.form.closed_prefix and word.startswith(self.form.closed_prefix):
            return CLOSED
        return self.statuses.get(word, "")

    def _paid_amount(self, columns: Columns, paid_at: Array) -> Array:
        """Cancelled orders have no amount; a sold one without is counted, as nothing is then added for it."""
        paid = columns.amount("paid_amount")
        if not paid.null_count:
            return paid
        missing = pc.indices_nonzero(pc.and_(pc.is_null(paid), pc.is_valid(paid_at))).to_pylist()
        self.reading.notices["amount_missing"] += sum(at not in columns.problems for at in missing)
        return pc.fill_null(paid, _ZERO)

    def _refund(self, columns: Columns, paid: Array, status: Array) -> dict[str, Array]:
        if self.form.refund is Refund.AMOUNT:
            amount = pc.fill_null(columns.amount("refund_amount"), _ZERO)
            given, basis = pc.not_equal(amount, _ZERO), "amount"
        else:
            given, basis = self._says_refunded(columns, status), "assumed-full"
            amount = pc.if_else(given, paid, _ZERO)
        return {
            "own_refund_amount": amount,
            "own_refund_basis": coded(pc.if_else(given, basis, "none")),
        }

    def _says_refunded(self, columns: Columns, status: Array) -> Array:
        refunded = pa.repeat(pa.scalar(False), len(columns))
        for part, says in self.form.refunded.items():
            words = status if part == "status" else columns.word(part)
            refunded = pc.or_(refunded, by_value(words, says, pa.bool_()))
        return refunded

    def _carrier(self, columns: Columns) -> Array:
        carrier = columns.text("carrier")
        waiting = by_value(carrier, lambda word: word == NEXT_DAY, pa.bool_())
        self.reading.notices["carrier_next_day"] += pc.sum(waiting).as_py() or 0
        return by_value(carrier, lambda word: "" if word == NEXT_DAY else word)


def digits(text: str) -> str:
    """Only its digits; the text itself when it has none."""
    return "".join(letter for letter in text if letter.isdecimal()) or text
