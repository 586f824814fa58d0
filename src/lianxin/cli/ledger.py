"""`lianxin ledger`: who looked at whom, whether that record holds, and what to do after a restore."""

import email
import email.policy
from collections.abc import Iterator
from gettext import gettext as _
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from lianxin.cli.ledgering import system_user
from lianxin.cli.opening import open_home
from lianxin.cli.output import Counter, print_json

if TYPE_CHECKING:
    from lianxin.engines.ledger import Finding, Head, Report
    from lianxin.trust.queries.book import Book


_FINDINGS = {
    "schema": _("the ledger's tables or the triggers that guard them were changed"),
    "damaged": _("the ledger's file is damaged: {detail}"),
    "number": _("entry {entry} stands where entry {expected} should be"),
    "link": _("entry {entry} does not follow the one before it"),
    "hash": _("entry {entry} was changed"),
    "payload": _("what entry {entry} says was changed"),
    "subjects": _("whom entry {entry} is about was changed"),
    "erased": _("entry {entry} was erased without a note of it"),
    "head_signature": _("the head of {entry} entries, {at}, is not signed with this home's key"),
    "head_beyond": _(
        "the head of {entry} entries, {at}, is beyond the ledger's {entries}: entries are missing"
    ),
    "head_root": _("the first {entry} entries are not what was signed {at}"),
    "since_lost": _("the head of {entry} entries, {at}, is among what a restore lost"),
    "clock": _(
        "entry {entry} has an earlier time ({at}) than the one before it ({before}); the clock was set back"
    ),
    "unsigned": _("{count} entries are newer than the last head"),
}


@click.group("ledger", help=_("The record of who looked at whom: check it, show its head."))
def ledger_command() -> None:
    pass


def _book() -> "Book":
    open_home()
    from lianxin.trust.queries.book import book

    return book()


@ledger_command.command("verify", help=_("Read the whole ledger and check it against its signed heads."))
@click.option("--since", metavar=_("HEAD"), help=_("A head kept elsewhere: a file, a mail, or its text."))
@click.option("--json", "as_json", is_flag=True, help=_("Print one JSON document."))
@click.option("--progress", is_flag=True, help=_("Show progress though this is no terminal."))
def verify_command(*, since: str | None, as_json: bool, progress: bool) -> int:
    book = _book()
    counter = Counter(progress, _("{rows} entries read"))
    report = book.verify(since=None if since is None else _head_text(since), progress=counter)
    counter.close()
    if as_json:
        print_json(_document(report))
    else:
        click.echo("\n".join(_in_words(report)))
    return 0 if report.ok else 1


@ledger_command.command("head", help=_("Show the last signed head; it can be kept, mailed or printed."))
@click.option("--sign", is_flag=True, help=_("Sign a new one first if anything was added."))
@click.option("--json", "as_json", is_flag=True, help=_("Print one JSON document."))
def head_command(*, sign: bool, as_json: bool) -> int:
    book = _book()
    head = book.sign_head() if sign else book.last_head()
    if as_json:
        print_json({"head": None if head is None else _head(head), "key": book.verifier})
    else:
        click.echo(_("No head has been signed yet.") if head is None else head.text.rstrip("\n"))
    return 0 if head else 1


@ledger_command.command(
    "restore",
    help=_("After a restore: go on with the ledger as it is, with a signed note of what is missing."),
)
@click.option("--reason", required=True, metavar=_("TEXT"), help=_("What happened; stands in the ledger."))
@click.option(
    "--since", metavar=_("HEAD"), help=_("A later head kept elsewhere: a file, a mail, or its text.")
)
@click.option("--actor", metavar=_("USER"), help=_("Who restores."))
def restore_command(*, reason: str, since: str | None, actor: str | None) -> int:
    from lianxin.cli.actors import actor_named

    book = _book()
    user = actor_named(actor)
    who = user.username if user else f"cli:{system_user()}"
    head = book.open_segment(reason, who, None if since is None else _head_text(since))
    click.echo(_segment_words(head.segment or {}))
    return 0


def _head_text(given: str) -> str:
    """Of a file or as it stands. Mail programs keep mails encoded; then the text inside is taken."""
    if "\n" in given:
        return given
    raw = Path(given).read_bytes()
    text = raw.decode(errors="replace")
    mail = email.message_from_bytes(raw, policy=email.policy.default)
    body = mail.get_body(("plain",)) if mail["Subject"] or mail["Content-Type"] else None
    return body.get_content() if body is not None else text


def _document(report: "Report") -> dict[str, Any]:
    return {
        "ok": report.ok,
        "entries": report.entries,
        "erased": report.erased,
        "first_at": report.first_at,
        "last_at": report.last_at,
        "heads": report.heads,
        "since": report.kept,
        "wrong": report.wrong,
        "findings": [
            {"code": f.code, "level": f.level, "entry": f.seq, **f.params, "words": finding_words(f)}
            for f in report.findings
        ],
    }


def _head(head: "Head") -> dict[str, Any]:
    return {
        "origin": head.origin,
        "size": head.size,
        "root": head.root.hex(),
        "at": head.at,
        "text": head.text,
    }


def _in_words(report: "Report") -> Iterator[str]:
    yield _("{entries} entries, {erased} of them erased; {heads} heads, {kept} kept elsewhere.").format(
        entries=f"{report.entries:,}", erased=f"{report.erased:,}", heads=report.heads, kept=report.kept
    )
    if report.first_at and report.last_at:
        yield _("From {first} to {last}.").format(
            first=report.first_at[:16].replace("T", " "), last=report.last_at[:16].replace("T", " ")
        )
    levels = {"wrong": _("WRONG"), "notice": _("notice")}
    for finding in report.findings:
        yield f"{levels[finding.level]}: {finding_words(finding)}"
    left = report.wrong - sum(finding.level == "wrong" for finding in report.findings)
    if left > 0:
        yield _("{count} more are wrong.").format(count=f"{left:,}")
    yield (
        _("The ledger holds: nothing was changed, removed or put in.")
        if report.ok
        else _("The ledger does not hold. Keep the home as it is and show this to whoever checks the office.")
    )


def finding_words(finding: "Finding") -> str:
    """What was found, in words."""
    if finding.code == "segment":
        return _segment_words(finding.params)
    return _FINDINGS[finding.code].format(entry=finding.seq, **finding.params)


def _segment_words(segment: dict[str, Any]) -> str:
    lost = segment["lost"]
    words = (
        _("Restored: entries {first} to {last} are missing. Reason: {reason}")
        if lost
        else _("Restored: no entry is known to be missing. Reason: {reason}")
    )
    first, last = lost or (0, 0)
    return words.format(first=first, last=last, reason=segment["reason"])
