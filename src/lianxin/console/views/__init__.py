from lianxin.console.views.figures import figure, home, line
from lianxin.console.views.imports import (
    batch,
    check,
    confirm,
    discard,
    imports,
    problem_workbook,
    roll_back,
    stop,
)
from lianxin.console.views.receipts import download_receipt, receipt
from lianxin.console.views.records import (
    choose_columns,
    find_records,
    record_options,
    records,
    records_index,
)
from lianxin.console.views.records_export import download_records
from lianxin.console.views.records_many import change_records
from lianxin.console.views.records_one import (
    add_record,
    edit_record,
    record,
    remove_record,
    removed_records,
    undo_change,
)
from lianxin.console.views.reveal import reveal
from lianxin.console.views.sheets import download_export, download_template

__all__ = [
    "add_record",
    "batch",
    "change_records",
    "check",
    "choose_columns",
    "confirm",
    "discard",
    "download_export",
    "download_receipt",
    "download_records",
    "download_template",
    "edit_record",
    "figure",
    "find_records",
    "home",
    "imports",
    "line",
    "problem_workbook",
    "receipt",
    "record",
    "record_options",
    "records",
    "records_index",
    "remove_record",
    "removed_records",
    "reveal",
    "roll_back",
    "stop",
    "undo_change",
]
