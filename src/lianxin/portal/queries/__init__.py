"""What a portal shows of the person it belongs to."""

from lianxin.portal.queries.history import Step, history
from lianxin.portal.queries.looks import Day, Looks, Told, look_at, who_looked
from lianxin.portal.queries.parts import REGISTERS, Part, part, part_of, parts
from lianxin.portal.queries.rows import Row, Table, row, table

__all__ = [
    "REGISTERS",
    "Day",
    "Looks",
    "Part",
    "Row",
    "Step",
    "Table",
    "Told",
    "history",
    "look_at",
    "part",
    "part_of",
    "parts",
    "row",
    "table",
    "who_looked",
]
