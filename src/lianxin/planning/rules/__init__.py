"""Pure decisions of the season planner: no database, no Django."""

from lianxin.planning.rules.calendar import in_turn, is_good, moments, slots_of
from lianxin.planning.rules.changes import Change, changes
from lianxin.planning.rules.columns import (
    MOST_WEEKS,
    Column,
    Form,
    Row,
    forms,
    merged_units,
    read_cell,
    read_row,
)
from lianxin.planning.rules.errors import NotPlanned
from lianxin.planning.rules.history import begun_of, require_ahead, with_history
from lianxin.planning.rules.moving import UNDONE, Move, moved, taken_back, trace
from lianxin.planning.rules.placing import mix_for, studio_for, wanted
from lianxin.planning.rules.sessions import (
    Key,
    find,
    impossible,
    key_of,
    narrows,
    part_read,
    part_written,
    put,
    read,
    without,
    written,
)
from lianxin.planning.rules.shelf import (
    Fair,
    OnShelf,
    Strain,
    creators_meter,
    growers_meter,
    on_shelf,
    revenue,
    strains,
)

__all__ = [
    "MOST_WEEKS",
    "UNDONE",
    "Change",
    "Column",
    "Fair",
    "Form",
    "Key",
    "Move",
    "NotPlanned",
    "OnShelf",
    "Row",
    "Strain",
    "begun_of",
    "changes",
    "creators_meter",
    "find",
    "forms",
    "growers_meter",
    "impossible",
    "in_turn",
    "is_good",
    "key_of",
    "merged_units",
    "mix_for",
    "moments",
    "moved",
    "narrows",
    "on_shelf",
    "part_read",
    "part_written",
    "put",
    "read",
    "read_cell",
    "read_row",
    "require_ahead",
    "revenue",
    "slots_of",
    "strains",
    "studio_for",
    "taken_back",
    "trace",
    "wanted",
    "with_history",
    "without",
    "written",
]
