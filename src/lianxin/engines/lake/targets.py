"""What files are put into: two tables, what makes their keys, and what an import says of its rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from lianxin.engines.lake.connection import literal
from lianxin.engines.lake.schema import AFTERSALE_CONTENT, CONTENT_BY, LINE_CONTENT


@dataclass(frozen=True)
class Source:
    """What all rows of one table of one file have in common. `exported_at` is naive, Beijing."""

    platform: str
    batch: str
    file: str
    sheet: str
    kind: str
    exported_at: datetime
    grain: str = "line"  # "order" for an order list


@dataclass(frozen=True)
class Counts:
    """`repeated`: rows whose key comes again further down in the same file; the last one counts."""

    new: int = 0
    updated: int = 0
    unchanged: int = 0
    repeated: int = 0


@dataclass(frozen=True)
class Target:
    """`copies`: derived columns, and the column each begins as."""

    table: str
    key: str
    content: tuple[str, ...]
    copies: dict[str, str]

    def replaceable(self, source: Source) -> str:
        """What of the table a file can replace, as a condition.

        An order row and an item row may have the same number.
        """
        platform = f"platform = {literal(source.platform)}"
        return f"{platform} AND grain = {literal(source.grain)}" if self is LINES else platform

    def constants(self, source: Source) -> dict[str, object]:
        """The columns that are the same in all rows of a file."""
        constants: dict[str, object] = {
            "platform": source.platform,
            "exported_at": source.exported_at,
            "source_batch": source.batch,
            "source_file": source.file,
            "source_sheet": source.sheet,
            "content_by": CONTENT_BY,
        }
        return constants | {"grain": source.grain, "covered": False} if self is LINES else constants


LINES = Target(
    "lines",
    "line_id",
    LINE_CONTENT,
    {"paid_at": "own_paid_at", "refund_amount": "own_refund_amount", "refund_basis": "own_refund_basis"},
)
AFTERSALES = Target("aftersales", "aftersale_id", AFTERSALE_CONTENT, {})
