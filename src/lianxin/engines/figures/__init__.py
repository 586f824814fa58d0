"""Figures: each one query that yields evidence rows, and a fold over just those rows.

The expressions are Ibis, so that DuckDB and Spark compute the same thing from one definition.
"""

from lianxin.engines.figures.compute import Group, Result, compute
from lianxin.engines.figures.digest import (
    Cell,
    Digest,
    Row,
    canonical,
    columns_of,
    digest_of,
    digests,
    exact_rows,
    hashes,
    missing_from,
    rows_called,
)
from lianxin.engines.figures.dimensions import DATED
from lianxin.engines.figures.duck import Duck
from lianxin.engines.figures.errors import (
    BadValue,
    EngineMissing,
    FigureError,
    JavaMissing,
    TableMissing,
    UnknownDimension,
    UnknownFigure,
)
from lianxin.engines.figures.folds import (
    Count,
    CountDistinct,
    Difference,
    Fold,
    Max,
    Median,
    Ratio,
    Share,
    Sum,
)
from lianxin.engines.figures.model import Figure, Value, json_value
from lianxin.engines.figures.receipt import Receipt, receipt
from lianxin.engines.figures.refold import refold, refold_all
from lianxin.engines.figures.spark import Spark, spark
from lianxin.engines.figures.world import Engine, World

__all__ = [
    "DATED",
    "BadValue",
    "Cell",
    "Count",
    "CountDistinct",
    "Difference",
    "Digest",
    "Duck",
    "Engine",
    "EngineMissing",
    "Figure",
    "FigureError",
    "Fold",
    "Group",
    "JavaMissing",
    "Max",
    "Median",
    "Ratio",
    "Receipt",
    "Result",
    "Row",
    "Share",
    "Spark",
    "Sum",
    "TableMissing",
    "UnknownDimension",
    "UnknownFigure",
    "Value",
    "World",
    "canonical",
    "columns_of",
    "compute",
    "digest_of",
    "digests",
    "exact_rows",
    "hashes",
    "json_value",
    "missing_from",
    "receipt",
    "refold",
    "refold_all",
    "rows_called",
    "spark",
]
