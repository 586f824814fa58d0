"""Words for what is kept how long."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lianxin.core.sheets import sheet
from lianxin.trust.queries.keeping import is_sheet
from lianxin.trust.rules import Kept

CLASS_WORDS: dict[str, Any] = {
    "contact_notes": gettext_lazy("Notes of contacts"),
    "left_phones": gettext_lazy("Phones of members who left"),
    "left_names": gettext_lazy("Names of members who left"),
    "attendees": gettext_lazy("Names in attendance lists"),
    "certificate_holders": gettext_lazy("Names on certificates"),
    "booking_words": gettext_lazy("Words about studio bookings"),
    "loan_words": gettext_lazy("How lent things came back"),
    "left_units": gettext_lazy("Contact persons of units that left"),
    "problem_workbooks": gettext_lazy("Workbooks of refused rows"),
    "requests": gettext_lazy("Words of answered requests"),
    "ledger": gettext_lazy("Details of the ledger"),
    "forgotten_again": gettext_lazy("Forgotten people brought back by files"),
}
#: What the words of a class are and from when its time runs, where it is no sheet.
_BESIDE_WORDS: dict[str, Any] = {
    "booking_words": gettext_lazy("What for, answers, reasons of cancelling; from the end of the session"),
    "loan_words": gettext_lazy("Condition at the return; from the return"),
}
_WHAT = {
    "blank": gettext_lazy("is emptied"),
    "anonymise": gettext_lazy("is made nameless"),
    "remove": gettext_lazy("is removed"),
}


def what_words(kept: Kept) -> str:
    return str(_WHAT[kept.what])


def column_words(kept: Kept) -> str:
    """Which columns, and from which day the time runs."""
    if not is_sheet(kept):
        return str(_BESIDE_WORDS.get(kept.code, ""))
    target = sheet(kept.sheet)
    names = _(", ").join(target.column(name).zh for name in kept.columns)
    return _("%(sheet)s: %(columns)s, from %(since)s") % {
        "sheet": target.zh,
        "columns": names,
        "since": target.column(kept.since).zh,
    }
