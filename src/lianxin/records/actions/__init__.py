"""What can be done with records: import, roll back, templates, export."""

from lianxin.records.actions.batches import is_alive, stop_dead_batches
from lianxin.records.actions.editing import change_many, remove_record, save_record, undo
from lianxin.records.actions.finding import kinds
from lianxin.records.actions.importing import import_paths
from lianxin.records.actions.loading import load_rows
from lianxin.records.actions.reporting import batch_file
from lianxin.records.actions.templates import export_sheets, write_templates
from lianxin.records.actions.undoing import RolledBack, roll_back
from lianxin.records.actions.writing import bump

__all__ = [
    "RolledBack",
    "batch_file",
    "bump",
    "change_many",
    "export_sheets",
    "import_paths",
    "is_alive",
    "kinds",
    "load_rows",
    "remove_record",
    "roll_back",
    "save_record",
    "stop_dead_batches",
    "undo",
    "write_templates",
]
