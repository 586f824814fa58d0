"""Tables of the lake. Empty text is "" and never null; timestamps are Beijing wall clock (docs/adr/0005)."""

from __future__ import annotations

from importlib.metadata import version
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pyarrow as pa

LINES = """
    platform VARCHAR, shop VARCHAR, order_id VARCHAR, line_id VARCHAR,
    ordered_at TIMESTAMP, paid_at TIMESTAMP, status VARCHAR,
    item_id VARCHAR, item_title VARCHAR, spec VARCHAR, quantity BIGINT,
    paid_amount DECIMAL(18,2), refund_amount DECIMAL(18,2), refund_basis VARCHAR,
    creator_id VARCHAR, creator_name VARCHAR, creator_key VARCHAR,
    carrier VARCHAR, province VARCHAR, city VARCHAR, exported_at TIMESTAMP,
    source_batch VARCHAR, source_file VARCHAR, source_sheet VARCHAR, source_row INTEGER,
    grain VARCHAR, covered BOOLEAN,
    own_paid_at TIMESTAMP, own_refund_amount DECIMAL(18,2), own_refund_basis VARCHAR,
    content BIGINT, content_by VARCHAR
"""
AFTERSALES = """
    platform VARCHAR, shop VARCHAR, aftersale_id VARCHAR, line_id VARCHAR,
    succeeded BOOLEAN, refund_amount DECIMAL(18,2), exported_at TIMESTAMP,
    source_batch VARCHAR, source_file VARCHAR, source_sheet VARCHAR, source_row INTEGER,
    content BIGINT, content_by VARCHAR
"""
#: A row found unchanged in a later export: an older export that arrives afterwards must not undo that.
SEEN = "stored VARCHAR, stored_row BIGINT, exported_at TIMESTAMP, source_batch VARCHAR"
#: What was committed, in the same transaction: start-up compares it with the batches of the SQL database.
BATCHES = """
    batch VARCHAR, file VARCHAR, sheet VARCHAR, kind VARCHAR, before BIGINT, counts VARCHAR, undone BOOLEAN
"""
TABLES = {"lines": LINES, "aftersales": AFTERSALES, "seen": SEEN, "batches": BATCHES}

#: What an order file says of a line; a difference here is an update. Not when and where it was read.
LINE_CONTENT = (
    "order_id", "ordered_at", "own_paid_at", "status", "item_id", "item_title", "spec", "quantity",
    "paid_amount", "own_refund_amount", "own_refund_basis", "creator_id", "creator_name", "carrier",
    "province", "city", "grain",
)  # fmt: skip
AFTERSALE_CONTENT = ("line_id", "succeeded", "refund_amount")

#: What makes `content`: a hash of the columns above, so that a later export is compared without reading them.
#: DuckDB does not promise the same hash in every version; who made it stands beside it.
CONTENT_BY = f"duckdb {version('duckdb')}"


def content_of(columns: tuple[str, ...]) -> str:
    """The SQL expression of `content`."""
    return f"CAST(hash({', '.join(columns)}) >> 1 AS BIGINT)"


def arrow_schema(table: str) -> pa.Schema:
    """One of TABLES as an Arrow schema."""
    import pyarrow as pa

    types: dict[str, pa.DataType] = {
        "VARCHAR": pa.string(),
        "TIMESTAMP": pa.timestamp("us"),
        "BIGINT": pa.int64(),
        "INTEGER": pa.int32(),
        "BOOLEAN": pa.bool_(),
        "DECIMAL(18;2)": pa.decimal128(18, 2),
    }
    columns = (part.split() for part in TABLES[table].replace("18,2", "18;2").split(","))
    return pa.schema([(name, types[type_]) for name, type_ in columns])


def names(table: str) -> list[str]:
    """The column names of one of TABLES, in order."""
    return list(arrow_schema(table).names)


def add_missing_columns(con: Any) -> None:
    """A lake of an earlier version of the program gets the columns it lacks; they are empty."""
    for table, columns in TABLES.items():
        held = columns_at(con, f"lake.{table}")
        for column in columns.replace("18,2", "18;2").split(","):
            name, type_ = column.split()
            if name not in held:
                con.execute(f"ALTER TABLE lake.{table} ADD COLUMN {name} {type_.replace(';', ',')}")


def columns_at(con: Any, place: str) -> set[str]:
    """The columns of a table, or of a table `AT (VERSION => …)`."""
    return {name for name, *_ in con.execute(f"DESCRIBE SELECT * FROM {place}").fetchall()}
