"""What the codes of reports mean in words; a part of `messages`."""

from django.utils.translation import gettext_noop as _

REPORTS = {
    "may_not_write": _("Reports are written and published by the office"),
    "may_not_read": _("Reports are read by the office and the auditor"),
    "no_template": _("There is no template “%(template)s”; choose one of: %(known)s"),
    "template_taken": _("A template of the program has this name; choose another one"),
    "not_public": _("%(edition)s has no open page"),
    "no_edition": _("There is no edition “%(edition)s”; see: lianxin report list"),
    "edition_changed": _("Somebody else has changed this report since you opened it; open it again"),
    "edition_open": _("%(edition)s has not been published yet"),
    "edition_published": _(
        "%(edition)s has been published, so it is never changed; withdraw it and draft a new one"
    ),
    "edition_withdrawn": _("%(edition)s has been withdrawn"),
    "not_checked": _(
        "%(edition)s must first be checked by somebody who is not the author of its last change"
    ),
    "checker_is_author": _(
        "Whoever made the last change of %(edition)s cannot check it too; ask somebody else (--actor)"
    ),
    "checker_unnamed": _("Somebody has written %(edition)s, so say who else checks it: --actor USER"),
    "text_faults": _("The text of %(edition)s has faults, so it cannot be published: %(faults)s"),
    "typed_without_reason": _(
        "These numbers are typed by hand and have no receipt: %(numbers)s. Replace them by figures, "
        "or give a reason, which is printed in the appendix (--reason)"
    ),
    "reason_missing": _("Say why; the reason is kept with the edition"),
    "text_empty": _("The report has no text yet"),
    "title_empty": _("The report has no title yet"),
    "cannot_recompute": _(
        "This home does not have %(edition)s, and the file has no receipts to compute its figures from; "
        "verify it where it was published, or take its json with receipts"
    ),
}
WHY = {
    "why_late_refund": _("refunded later: %(before)s to %(after)s (batch %(batch)s, %(file)s)"),
    "why_rolled_back": _("batch %(batch)s was rolled back by %(user)s"),
    "why_rolled_back_unnamed": _("batch %(batch)s was rolled back"),
    "why_corrected": _("corrected by batch %(batch)s %(file)s"),
    "why_edited": _("edited by %(user)s on %(at)s"),
    "why_entered": _("entered by %(user)s on %(at)s"),
    "why_imported": _("imported with batch %(batch)s, %(file)s"),
    "why_removed": _("removed by %(user)s on %(at)s"),
    "why_counts_now": _("counts since %(user)s changed %(columns)s"),
    "why_counts_no_more": _("counts no more since %(user)s changed %(columns)s"),
    "why_line_no_more": _("counts no more as of batch %(batch)s"),
    "why_same_again": _("says the same, now from batch %(batch)s, %(file)s"),
    "why_other_record": _("a record that it refers to was changed"),
    "why_unknown": _("the reason is not on record"),
}
VERIFYING = {
    "not_as_published": _("the text is not the one that was published"),
    "seal_missing": _("the file has no seal, so who made it is not known"),
    "seal_forged": _("the seal is not of this text: the file is not as any home has published it"),
    "hand_edit": _("changed by hand: “%(was)s” is now “%(now)s”"),
    "hand_added": _("added by hand: “%(now)s”"),
    "hand_removed": _("removed by hand: “%(was)s”"),
    "value_differs": _("the file says %(file)s, the records of snapshot %(snapshot)s give %(found)s"),
    "rows_differ": _("the file says %(file)s rows, there are %(found)s"),
    "receipt_differs": _("the rows behind it are not those that were published"),
    "groups_differ": _("its split differs: %(groups)s"),
    "text_differs": _("printed as “%(file)s”, but it should be “%(found)s”"),
    "receipt_missing": _("the file has no rows for it"),
    "unknown_to_program": _("this program does not know the figure %(key)s"),
}
REPORT_TEXT = {
    "line_fault": _("line %(line)s: %(fault)s"),
    "brace_alone": _("There are two braces without their counterpart; a figure is written {{ key }}"),
    "part_in_part": _(
        "A part with a condition cannot begin inside that of line %(line)s; end it with {{/}} first"
    ),
    "part_not_begun": _("No part with a condition begins before this; write {{? key }} first"),
    "part_not_ended": _("This part with a condition does not end; write {{/}} where it does"),
    "reference_over_lines": _("A figure between braces must stand on one line"),
    "reference_empty": _(
        "There is no figure between these braces; write its key, like {{ learning.courses }}"
    ),
    "bad_style": _("“%(style)s” is no style; choose one of: %(known)s"),
    "bad_option": _("“%(option)s” is no option; write NAME=VALUE with one of: %(known)s"),
    "option_twice": _("“%(option)s” is given twice"),
    "bad_top": _("“%(value)s” groups cannot be shown; write top=1 to top=100"),
    "bad_kind": _("“%(kind)s” is no kind of chart; choose one of: %(known)s"),
    "no_dimensions": _("%(key)s cannot be split or filtered; leave “%(dimension)s” out"),
    "no_earlier_value": _(
        "%(key)s counts what stands on a day, so it has no value of a year earlier; use period=previous "
        "instead"
    ),
    "one_figure_only": _("Only a table can name several figures; write one for style=%(style)s"),
    "split_in_words": _("by= is for tables and charts, not for style=%(style)s; filter with where"),
    "split_missing": _("style=%(style)s needs by=, one of: %(known)s"),
    "block_in_line": _("A table or chart must stand alone, with an empty line before and after it"),
    "heading_too_deep": _("Headings have four levels at most: # to ####"),
    "markup_unknown": _(
        "This cannot be printed: %(what)s. Use paragraphs, headings, lists, tables and **strong** text"
    ),
}
