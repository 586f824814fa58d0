"""What the console's pages show."""

from lianxin.console.queries.batches import BatchSummary, batch_files, batch_summary, ignored, named, totals
from lianxin.console.queries.cards import Card, card, cards_by_line, figure_called
from lianxin.console.queries.computed import tables_of
from lianxin.console.queries.kinds import SheetCount, kind_name, sheet_title, sheets_by_line, sheets_of
from lianxin.console.queries.menu import navigation
from lianxin.console.queries.names import names_of, names_somebody
from lianxin.console.queries.periods import Choices, choices, latest_year
from lianxin.console.queries.split import Part, Split, splits
from lianxin.console.queries.trend import Step, trend
from lianxin.console.queries.warming import warm

__all__ = [
    "BatchSummary",
    "Card",
    "Choices",
    "Part",
    "SheetCount",
    "Split",
    "Step",
    "batch_files",
    "batch_summary",
    "card",
    "cards_by_line",
    "choices",
    "figure_called",
    "ignored",
    "kind_name",
    "latest_year",
    "named",
    "names_of",
    "names_somebody",
    "navigation",
    "sheet_title",
    "sheets_by_line",
    "sheets_of",
    "splits",
    "tables_of",
    "totals",
    "trend",
    "warm",
]
