"""Pages of reports: list, editor, check, publication, editions."""

from lianxin.reports.views.checking import check, publish, publishing
from lianxin.reports.views.differences import differences
from lianxin.reports.views.editions import edition, withdraw
from lianxin.reports.views.editor import edit, figures, previewed
from lianxin.reports.views.files import download, verify
from lianxin.reports.views.history import history
from lianxin.reports.views.listed import discard, editions, new

__all__ = [
    "check",
    "differences",
    "discard",
    "download",
    "edit",
    "edition",
    "editions",
    "figures",
    "history",
    "new",
    "previewed",
    "publish",
    "publishing",
    "verify",
    "withdraw",
]
