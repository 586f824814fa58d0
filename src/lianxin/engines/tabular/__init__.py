"""Messy files in, clean columns and problems out. Plain Python: no Django, no words, no globals.

Open a file (`open_tables`), find what it is (`find_header`), then read it row by row (`RawTable.rows`, for
record sheets) or in columns (`RawTable.chunks` and `map_column`, for millions of order lines).
"""

from lianxin.engines.tabular import cells
from lianxin.engines.tabular.columns import Mapped, map_column
from lianxin.engines.tabular.files import open_tables
from lianxin.engines.tabular.header import Match, Profile, find_header, header_key
from lianxin.engines.tabular.problems import (
    CellError,
    DamagedFile,
    NoMatch,
    NotATable,
    PasswordNeeded,
    Problem,
    TabularError,
    TieMatch,
    TooLarge,
)
from lianxin.engines.tabular.table import Chunk, RawTable, without_blank
from lianxin.engines.tabular.writer import (
    INSTRUCTIONS,
    SAMPLE,
    Table,
    TableColumn,
    csv_text,
    is_sample,
    write_csv,
    write_problem_workbook,
    write_rows_workbook,
    write_table_workbook,
)

__all__ = [
    "INSTRUCTIONS",
    "SAMPLE",
    "CellError",
    "Chunk",
    "DamagedFile",
    "Mapped",
    "Match",
    "NoMatch",
    "NotATable",
    "PasswordNeeded",
    "Problem",
    "Profile",
    "RawTable",
    "Table",
    "TableColumn",
    "TabularError",
    "TieMatch",
    "TooLarge",
    "cells",
    "csv_text",
    "find_header",
    "header_key",
    "is_sample",
    "map_column",
    "open_tables",
    "without_blank",
    "write_csv",
    "write_problem_workbook",
    "write_rows_workbook",
    "write_table_workbook",
]
