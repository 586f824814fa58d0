"""What a portal shows of the person it belongs to."""

from lianxin.portal.queries.history import Step, history
from lianxin.portal.queries.parts import Part, part, parts
from lianxin.portal.queries.rows import Row, Table, row, table

__all__ = ["Part", "Row", "Step", "Table", "history", "part", "parts", "row", "table"]
