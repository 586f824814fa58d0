"""What the console's pages are asked, and what is typed into them."""

from lianxin.console.forms.figures import asked_period, asked_snapshot, asked_where
from lianxin.console.forms.listing import (
    asked_filters,
    asked_sort,
    chosen_columns,
    filterable,
    query_of,
    ticked,
)
from lianxin.console.forms.record import RecordForm, TypedField, record_form, shown_again
from lianxin.console.forms.uploads import UploadForm

__all__ = [
    "RecordForm",
    "TypedField",
    "UploadForm",
    "asked_filters",
    "asked_period",
    "asked_snapshot",
    "asked_sort",
    "asked_where",
    "chosen_columns",
    "filterable",
    "query_of",
    "record_form",
    "shown_again",
    "ticked",
]
