"""What codes mean in words: one place for everything that engines and rules report as `code` and `params`.

English here, Chinese in web/locale. A message says what is wrong and, where the reader can mend it, how.
"""

from collections.abc import Mapping
from typing import Any, Protocol, runtime_checkable

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from lianxin.core.plan_words import PLAN_CONFLICTS, PLAN_FILES, PLAN_RULES, PLAN_WHY
from lianxin.core.report_words import REPORT_TEXT, REPORTS, VERIFYING, WHY

_CELLS = {
    "scientific_id": _("Excel has turned this id into scientific notation; export the file again"),
    "number_id": _("Excel stores this id as a number and has lost its last digits; export the file again"),
    "damaged_id": _("This id is damaged; export the file again"),
    "bad_number": _("This is not a number"),
    "percent_or_part": _("This may be 50%% kept as 0.5; write 50, or 50%% as text"),
    "too_precise": _("At most %(places)s decimals are possible here"),
    "not_whole": _("This must be a whole number"),
    "too_big": _("This number is too large"),
    "bad_date": _("This is not a date; write 2021-06-09 or 2021-06-09 21:25"),
    "bad_flag": _("Write 是 or 否"),
}
_FILES = {
    "empty_file": _("The file is empty"),
    "not_text": _("The file is neither a workbook nor a text table"),
    "html_table": _("The file is a web page with another name; open it in Excel and save it as xlsx"),
    "unknown_format": _("Only csv, xlsx, xls and zip files can be read"),
    "damaged_file": _("The file is damaged (%(detail)s); export it again"),
    "damaged_member": _("A file in the zip is damaged (%(detail)s)"),
    "unclosed_quote": _("The file ends inside a quoted cell; it has been cut off, export it again"),
    "password_needed": _("The file is locked; give its password"),
    "wrong_password": _("The password does not open the file"),
    "too_many_members": _("There are too many files in the zip; import a folder instead"),
    "too_large": _("The file is too large to be opened safely; split it or save it as csv"),
    "nested_zip": _("There is a zip inside the zip; unpack it first"),
    "too_many_cells": _("The sheet has too many cells; save it as csv"),
    "text_too_long": _("A cell is longer than a workbook can hold; write csv"),
    "too_many_rows": _("There are more rows than a sheet of a workbook can hold; write csv"),
    "no_header": _("No known headers; nearest is %(nearest)s, where these are missing: %(missing)s"),
    "no_header_at_all": _("No known headers in the first ten rows"),
    "two_profiles": _("The headers fit several kinds; choose one of: %(profiles)s"),
}
_FIGURES = {
    "bad_period": _("“%(text)s” is not a period; write it like one of: %(forms)s"),
    "unknown_figure": _("There is no figure “%(key)s”"),
    "unknown_figure_near": _("There is no figure “%(key)s”. Did you mean: %(near)s?"),
    "unknown_dimension": _("“%(dimension)s” is no dimension of %(key)s; it has: %(known)s"),
    "unknown_dimension_everywhere": _("No figure can be split by “%(dimension)s”; known are: %(known)s"),
    "bad_dimension_value": _("“%(value)s” is no value of %(dimension)s; write months 2021-09 and years 2021"),
    "table_missing": _("The snapshot has no table %(table)s; choose a later snapshot"),
    "engine_missing": _("The engine %(engine)s is not installed: pip install 'lianxin[%(engine)s]'"),
    "java_missing": _("The engine %(engine)s needs Java: install a JRE 17 or 21, or set JAVA_HOME to one"),
    "figure": _("The figure cannot be computed"),
}
_SPACES = {
    "booking_taken": _("The studio is taken at that time"),
    "booking_buffer": _("%(minutes)s minutes are kept free between two bookings of this studio"),
    "booking_closed": _("The studio is closed then: %(reason)s"),
    "booking_not_in_use": _("Studio %(studio)s is not in use on that day"),
    "booking_outside_hours": _("The studio is open %(opens)s on that day"),
    "booking_shut_weekday": _("The studio is shut on that day of the week"),
    "booking_past": _("That time is over; choose a later one"),
    "booking_too_far": _("One may book at most %(days)s days ahead"),
    "booking_too_short": _("A booking lasts at least %(minutes)s minutes"),
    "booking_too_long": _("A booking lasts at most %(minutes)s minutes"),
    "booking_step": _("Start and end lie on whole steps of %(minutes)s minutes"),
    "booking_limit": _("One may have at most %(most)s bookings ahead; cancel one first"),
    "booking_week_limit": _("One may book at most %(hours)s hours a week; %(used)s are booked already"),
    "booking_no_member": _("%(member)s is no member on that day"),
    "booking_no_studio": _("There is no studio “%(studio)s”"),
    "booking_backwards": _("The end must be later than the start"),
    "booking_over": _("This booking is over or cancelled"),
    "booking_too_late": _("One may change or cancel until %(hours)s hours before; call the studio"),
    "booking_not_asked": _("This booking does not wait for approval"),
    "booking_no_reason": _("Write the reason; the member reads it"),
    "booking_clash": _("The studio is held by booking %(booking)s at that time"),
    "waiting_free": _("The slot is free; book it"),
    "waiting_already": _("The member is already on the waiting list for this slot"),
    "waiting_over": _("This entry of the waiting list is over"),
    "waiting_no_offer": _("Nothing is offered yet"),
    "waiting_too_late": _("The offer has lapsed"),
    "door_unknown": _("This code is not, or no longer, one of a studio's door; scan the one at the door"),
    "check_in_none": _("You have no booking of studio %(studio)s now; one may check in half an hour before"),
    "check_in_early": _("One may check in at most %(minutes)s minutes before the start"),
    "check_in_asked": _("This booking has not been approved or accepted yet"),
    "closure_no_reason": _("Write why it is closed; people who book read it"),
    "hours_form": _("“%(opens)s” is no opening time; write 09:00-24:00 or 18:00-02:00"),
    "terms_unknown": _("There are no such terms: %(names)s"),
    "terms_step": _("A step is from 1 minute to a day; a price is not below zero"),
    "terms_length": _(
        "The shortest booking is at least a minute, and not longer than the longest, at most a day"
    ),
    "terms_answer": _("What needs approval must be answered within an hour or more"),
    "holidays_unknown": _(
        "The public holidays of %(year)s are not in the calendar yet; type them below, one by one"
    ),
    "no_base": _("There is no base “%(base)s” with studios"),
    "photo_kind": _("Only JPEG, PNG and WebP pictures are taken"),
    "photo_size": _("A picture has at most %(megabytes)s MB; make it smaller"),
    "equipment_form": _("Give the thing a number and a name"),
    "equipment_lent": _("%(thing)s is lent out; it must be given back first"),
    "equipment_not_lendable": _("%(thing)s is not for lending, or out of order"),
    "loan_due": _("It must be due back later than now"),
    "loan_over": _("It has been given back already"),
    "studio_close": _(
        "Studio %(studio)s of %(base)s was used %(used)s of its %(open)s hours (%(share)s%%); at the busiest "
        "moment %(peak)s of %(rooms)s rooms of its kind were taken: it could be closed"
    ),
    "studio_longer": _(
        "%(when)s %(share)s%% of the open rooms of %(base)s are asked for, and studio %(studio)s is shut: it "
        "could open then"
    ),
    "studio_open": _(
        "%(when)s %(share)s%% of the %(rooms)s rooms of %(base)s (%(kind)s) are asked for, and none is shut: "
        "another one could open"
    ),
    "series_rule": _("This repetition cannot be; give how often, and until when"),
    "series_no_end": _("Give the last day or the number of times"),
    "series_too_many": _("A series has at most %(most)s dates; shorten it"),
    "series_no_such_day": _("There is no day %(day)s in that month"),
}
_SEASONS = {
    "season_no_session": _("This session is no longer on the board; look at it anew"),
    "season_begun": _("This session has begun or is over; it stays as it was"),
    "season_place_taken": _("The creator has a session at that time already"),
    "season_no_place": _("There is no such place on the board"),
    "season_no_studio": _("Studio %(studio)s cannot be had in this season"),
    "season_no_product": _("%(product)s is not on sale in this season"),
    "season_no_times": _("Give the times of a day at which sessions are held"),
    "season_no_creators": _("No creator has terms for this season yet; add them to the season's data"),
    "season_no_supply": _("No product is on sale in this season yet; add it to the season's data"),
    "season_no_studios": _(
        "No studio is free at any time of this season; look at its times and at the studios"
    ),
    "season_no_monday": _("A season begins on a Monday"),
    "season_times_overlap": _("The times of a day lie closer together than a session is long"),
    "season_fatigue_days": _("Give a price for each of seven sessions of a week; 0 where there is none"),
    "season_no_past": _("No live session has sold anything yet: import sessions and orders first"),
    "season_field": _("%(field)s: %(words)s"),
    "season_backwards": _("The last day must not be before the first"),
    "season_no_draft": _("Nothing is drawn yet: read the records first"),
    "season_moved_meanwhile": _(
        "Somebody else has moved something meanwhile; this is the board as it is now"
    ),
    "season_nothing_to_undo": _("There is no move to take back"),
    "season_empty_mark": _("Say what is to be locked or forbidden"),
    "season_nothing_new": _("Nothing has changed since the last version"),
    "season_broken": _("The plan breaks %(count)s rules; they stand above the board"),
    "season_not_accepted": _("%(count)s sessions are not accepted by their creators yet"),
    "season_answer_late": _("This session was released, withdrawn or has begun; call the office"),
    "season_seconds": _("Give from %(least)s to %(most)s seconds"),
    "season_runs_already": _("Something is at work on this season already; wait for it or stop it"),
    "season_nothing_to_mend": _("Nothing came between since the last version was kept"),
    "season_no_option": _("There is no such way to mend the plan; look for the ways again"),
    "season_no_longer": _("No longer in the plan of %(season)s"),
    "season_bad_time": _("This is no time of day; write 08:00, several as 08:00；10:00"),
    "season_week_beyond": _("The season has only %(weeks)s weeks; leave this empty or lengthen the season"),
    "season_rows_of": _("Rows of these seasons: %(seasons)s"),
    "season_session_refused": _("%(creator)s %(when)s, studio %(studio)s: %(reasons)s"),
}
_LAKE = {
    "lake_error": _("The order lake cannot be used; run: lianxin doctor"),
    "lake_busy": _("Another process is writing to the order lake; try again when it is done"),
    "key_lost": _("The key %(file)s is missing; put it back from a copy of the home"),
    "lake_lost": _("The order lake is missing; put %(folder)s back from a copy of the home"),
    "lake_damaged": _("The order lake is damaged; run: lianxin doctor"),
    "unknown_snapshot": _("There is no snapshot %(snapshot)s; the newest is %(newest)s"),
}
_CHARTS = {
    "chart_error": _("The chart cannot be drawn"),
    "chart_glyphs": _(
        "This machine has no font for “%(letters)s”; install a Chinese font (for example fonts-noto-cjk)"
    ),
}
_ROWS = {
    "required": _("This must be filled in"),
    "no_column": _("A new row needs this column, and the file does not have it"),
    "one_of": _("Must be one of: %(choices)s"),
    "one_of_near": _("Must be one of: %(choices)s. Did you mean “%(near)s”?"),
    "bad_form": _("Must look like this: %(form)s"),
    "no_such": _("There is no “%(key)s” among %(sheet)s"),
    "no_such_near": _("There is no “%(key)s” among %(sheet)s. Did you mean “%(near)s”?"),
    "ref_refused": _("“%(key)s” was refused itself, see %(file)s row %(row)s (%(sheet)s)"),
    "repeated_key": _("The same key as in row %(row)s, with other values"),
    "before": _("Lies before %(other)s"),
    "not_after": _("Must lie after %(other)s"),
    "negative": _("Must not be negative"),
    "within": _("Must lie between %(least)s and %(most)s"),
}
_EDITING = {
    "not_own_member": _("You may enter this only for members whom you are paired with"),
    "key_taken": _("There is a record with this key already"),
    "key_in_use": _("Other records refer to this one by its key, so the key must stay: %(records)s"),
    "record_in_use": _("Other records refer to this one, so it must stay: %(records)s"),
    "changed_meanwhile": _("Somebody else has changed this record since you opened it"),
    "undo_changed_since": _("This has been changed again since, so it cannot be undone"),
    "too_many_records": _("At most %(most)s records can be changed at once"),
    "key_of_many": _("What tells records apart cannot be the same in many of them"),
}
_MERGING = {
    "merge_same": _("Choose two different records"),
    "merge_gone": _("One of the two records is no longer there; somebody may have merged them already"),
    "merge_of_pair": _("The two stand side by side in a row of %(sheet)s, so they are two people"),
    "merge_undone": _("This merge has been undone already"),
    "rename_same": _("Write another word"),
    "rename_nothing": _("No record says “%(word)s” any more"),
    "rename_undone": _("This has been undone already"),
    "merge_built_on": _("%(sheet)s has been changed since on top of this merge, so it cannot be undone"),
}
_EXCLUDED = {
    "total_row": _("Total row"),
    "repeated_row": _("Repeated row"),
    "blank_row": _("Blank row"),
    "gift_row": _("Gift"),
    "file_refused": _("Not written because other rows were refused"),
}
_ORDER_ROWS = {
    "missing_key": _("This id is missing"),
    "negative_quantity": _("A quantity cannot be negative"),
    "negative_price": _("The price must not be negative, as the order's amount is shared by it"),
    "unknown_status": _(
        "The status word “%(value)s” is unknown; decide once what it means (lianxin status-word), "
        "then import the file again"
    ),
    "garbled_row": _("Several cells of this row do not fit their columns; they may have shifted"),
    "shifted_row": _(
        "This row has more cells than the header, so its cells have shifted; "
        "a comma inside a cell must stand in quotes"
    ),
    "missing_status": _("The status is missing"),
    "order_incomplete": _("Another row of this order was refused, so its amount cannot be shared"),
    "order_amounts_differ": _("The rows of this order name different amounts"),
    "unknown_host": _("No member has this account or nickname; add it to the accounts and import again"),
    "missing_time": _("The time is missing"),
    "bad_duration": _("This is not a duration; write it like 1小时21分5秒"),
}
_ORDERS = {
    "known_file": _("This is a file of the kind “%(what)s”; it is known but not imported"),
    "taobao_items_without_ids": _(
        "This is the %(what)s: it has no sub-order numbers and no amounts. "
        "Export the list with 子订单编号 instead"
    ),
    "missing_columns": _("These columns are needed and missing: %(columns)s"),
    "live_without_host": _(
        "The table does not say whose sessions these are; give the account or member number with --shop"
    ),
    "unknown_canonical_status": _("There is no status “%(status)s”; choose one of: %(known)s"),
    "unknown_platform": _("There is no platform “%(platform)s”; choose one of: %(known)s"),
    "total_differs": _("The file's total is %(given)s, but its good rows add up to %(found)s"),
    "carrier_next_day": _(
        "%(count)s rows get their traffic carrier only the next day; export them again then"
    ),
    "amount_missing": _("%(count)s sold rows have no amount and count as 0"),
}
_MAPPING = {
    "no_mapping": _("%(kind)s needs a mapping file; give it with --mapping"),
    "mapping_unreadable": _("%(file)s cannot be read as a mapping file"),
    "bad_mapping": _("%(file)s cannot be used: %(faults)s"),
    "mapping_not_toml": _("not TOML: %(value)s"),
    "mapping_unknown_key": _("is not known here"),
    "mapping_missing": _("is missing"),
    "mapping_not_text": _("must be a text in quotes"),
    "mapping_not_words": _("must be a list of words"),
    "mapping_date_format": _("must name year, month and day, like %%Y-%%m-%%d %%H:%%M:%%S"),
    "mapping_grain": _("must be line or order"),
    "mapping_unknown_status": _("must be one of unpaid, paid, shipped, completed, closed"),
    "mapping_word_twice": _("the word “%(value)s” stands under two statuses"),
}
_IMPORTS = {
    "no_such_file": _("There is no %(file)s"),
    "lock_file": _("Excel's lock file, left out; close the workbook"),
    "hidden_file": _("Hidden file, left out"),
    "problem_workbook": _("Problem rows of an earlier import, left out; name the file to import it"),
    "no_table": _("There is no table in the file"),
    "unknown_kind": _("There is no kind “%(kind)s”; choose one of: %(known)s"),
    "no_such_sheet": _("There is no sheet “%(sheet)s”; choose one of: %(known)s"),
    "bad_format": _("There is no format “%(format)s”; choose xlsx or csv"),
    "not_yours": _("%(sheet)s is kept by others; ask the office to import it"),
    "ledger_unwritable": _("the ledger cannot be read or written (%(detail)s)"),
    "ledger_rewound": _(
        "the ledger has %(entries)s entries and is not what its last signed head of %(size)s says; "
        "after a restore run: lianxin ledger restore"
    ),
    "ledger_foreign_head": _(
        "the last head was not signed with this home's key; after a restore run: lianxin ledger restore"
    ),
    "ledger_lost": _("%(file)s is missing; put it back from a copy, or run: lianxin ledger restore"),
    "ledger_not_a_head": _("The text holds no signed head; give a head as it was mailed or printed"),
    "ledger_unavailable": _(
        "Who looks at what cannot be written down just now, so nothing is shown: %(detail)s"
    ),
    "no_such_batch": _("There is no batch “%(batch)s”"),
    "batch_running": _("Batch %(batch)s is still running"),
    "batch_rolled_back": _("Batch %(batch)s has been rolled back already"),
    "place_taken": _("Batch %(batch)s cannot be rolled back: the place of these is taken now: %(records)s"),
    "still_referred_to": _("Other records refer to what batch %(batch)s brought: %(records)s"),
}
_ACCOUNTS = {
    "too_many_attempts": _("Too many tries. Wait %(seconds)s seconds, then try again"),
    "wrong_code": _("This code is wrong or has run out. Look again, or ask for a new one"),
}
_TRUST = {
    "not_the_person": _("Only the person can do this, or the office for them; nobody answers for themselves"),
    "paper_missing": _("Give the number of the paper that the person signed"),
    "no_member": _("There is no member with the number “%(member)s”"),
    "no_unit": _("There is no such unit"),
    "no_notice": _("There is no notice for this purpose yet; publish one first"),
    "notice_empty": _("A notice needs words"),
    "no_such_view": _("There is no such view of this person's data"),
    "no_such_record": _("There is no such record of this person's, or no such column in it"),
    "text_missing": _("Say it in words"),
    "already_answered": _("This request has been answered already"),
    "not_answered": _("This request is still open"),
    "bad_outcome": _("A request of this kind cannot end so"),
    "still_open": _("Something about this person is still open, so nothing may be deleted: %(matters)s"),
    "kept_too_short": _("This must be kept for at least %(months)s months"),
}
_DOCUMENTS = {
    "missing_glyph": _("No font on this machine has these characters, install one that does: %(characters)s"),
    "not_set": _("The document cannot be set on paper: %(detail)s"),
    "not_an_edition": _("The file was not exported from a report here, or has lost what tells its edition"),
    "unknown_form": _("Only docx, pdf, html, xlsx and json exports of a report can be verified"),
    "damaged_document": _("The file is damaged (%(detail)s); export it again"),
    "document_too_large": _("The file would unfold to more than %(limit)s MB; no report is that large"),
}
_WORDS = (
    REPORTS
    | REPORT_TEXT
    | VERIFYING
    | WHY
    | _TRUST
    | _ACCOUNTS
    | _ROWS
    | _EDITING
    | _MERGING
    | _ORDER_ROWS
    | _ORDERS
    | _MAPPING
    | _EXCLUDED
    | _IMPORTS
    | _CELLS
    | _FILES
    | _FIGURES
    | _LAKE
    | _CHARTS
    | _SPACES
    | _SEASONS
    | _DOCUMENTS
    | PLAN_FILES
    | PLAN_RULES
    | PLAN_WHY
    | PLAN_CONFLICTS
)


@runtime_checkable
class Coded(Protocol):
    """An error with a code whose words stand here."""

    code: str
    params: dict[str, Any]


def message(code: str, params: Mapping[str, Any] | None = None) -> str:
    """The words for a code in the language that is active. Lists among the parameters are written out."""
    params = params or {}
    words = _WORDS[_variant(code, params)]
    return gettext(words) % {name: _written_out(value) for name, value in params.items()}


def _variant(code: str, params: Mapping[str, Any]) -> str:
    """The words that name what is known, not what is not."""
    if code == "no_header" and not params.get("nearest"):
        return "no_header_at_all"
    if code == "unknown_dimension" and not params.get("key"):
        return "unknown_dimension_everywhere"
    if code == "why_rolled_back" and not params.get("user"):
        return "why_rolled_back_unnamed"
    if code == "too_precise" and not params.get("places"):
        return "not_whole"
    return f"{code}_near" if params.get("near") and f"{code}_near" in _WORDS else code


def _written_out(value: Any) -> Any:
    if isinstance(value, tuple | list | set | frozenset):
        return gettext(", ").join(str(item) for item in value)
    return value
