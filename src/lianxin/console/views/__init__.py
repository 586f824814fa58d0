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
from lianxin.console.views.sheets import download_export, download_template

__all__ = [
    "batch",
    "check",
    "confirm",
    "discard",
    "download_export",
    "download_receipt",
    "download_template",
    "figure",
    "home",
    "imports",
    "line",
    "problem_workbook",
    "receipt",
    "roll_back",
    "stop",
]
