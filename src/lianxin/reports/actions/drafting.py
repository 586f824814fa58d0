"""Drafts: begun from a template, changed, thrown away; checked by a second person."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import F
from django.utils import timezone

from lianxin.accounts.models import User
from lianxin.core import ledger
from lianxin.core.ledger import Who
from lianxin.lib.dates import parse_period
from lianxin.reports.access import may_write
from lianxin.reports.models import Edition, EditionText
from lianxin.reports.queries.templates import template_called
from lianxin.reports.rules import ReportRefused, refusal_of_checker, refusal_of_step

#: What `save_draft` takes.
COLUMNS = frozenset({"title", "office", "text", "period", "public"})


def start_draft(
    *,
    period: str,
    template: str = "annual",
    title: str = "",
    office: str = "",
    text: str | None = None,
    public: bool = False,
    actor: User | None,
) -> Edition:
    """A draft with the template's text, or another one.

    Raises PeriodError, ReportRefused (no_template, may_not_write).
    """
    require_writer(actor)
    span = parse_period(period)
    source = template_called(template)
    with acting("draft", actor) as done:
        edition = Edition.objects.create(
            edition_no=_next_number(),
            template=source.name,
            language=source.language,
            period=span.text,
            title=title or source.title_for(span.text),
            office=office or _last_office(),
            text=source.text if text is None else text,
            public=public,
            untouched=actor is None and not source.own and text is None,
            created_by=actor,
            changed_by=actor,
        )
        done.see([f"edition:{edition.pk}"], "editions")
    return edition


def save_draft(
    *, edition_no: str, values: Mapping[str, Any], seen: int | None = None, actor: User | None
) -> Edition:
    """Changes any of COLUMNS; a checked draft is to be checked again.

    `seen`: the version that the form showed. Faults in the text do not hinder saving, only publishing. Raises
    ReportRefused (no_edition, changed_meanwhile, edition_published, …), PeriodError.
    """
    require_writer(actor)
    unknown = set(values) - COLUMNS
    if unknown:
        raise TypeError(f"no columns of a draft: {unknown}")
    if "period" in values:
        parse_period(values["period"])
    with acting("change", actor, edition_no):
        edition = locked(edition_no, "save", seen)
        if all(getattr(edition, name) == value for name, value in values.items()):
            return edition
        _keep_text(edition)
        for name, value in values.items():
            setattr(edition, name, value)
        edition.untouched = False
        edition.status = Edition.Status.DRAFT
        edition.changed_by, edition.changed_at = actor, timezone.now()
        edition.checked_by = edition.checked_at = None
        edition.version += 1
        edition.save()
    return edition


def _keep_text(edition: Edition) -> None:
    EditionText.objects.create(
        edition=edition,
        version=edition.version,
        title=edition.title,
        text=edition.text,
        saved_by=edition.changed_by,
        saved_at=edition.changed_at,
    )


def discard_draft(*, edition_no: str, actor: User | None) -> None:
    """Removes what was never published. Raises ReportRefused."""
    require_writer(actor)
    with acting("remove", actor, edition_no):
        locked(edition_no, "discard").delete()


def check_edition(*, edition_no: str, seen: int | None = None, actor: User | None) -> Edition:
    """A second person has read it. Raises ReportRefused (checker_is_author, checker_unnamed, …)."""
    require_writer(actor)
    with acting("check", actor, edition_no):
        edition = locked(edition_no, "check", seen)
        mark_checked(edition, actor)
        edition.save(update_fields=["status", "checked_by", "checked_at"])
    return edition


def mark_checked(edition: Edition, actor: User | None) -> None:
    """Raises ReportRefused if `actor` is the one who changed it last."""
    author = edition.changed_by_id
    refused = refusal_of_checker(author, actor and actor.pk, untouched=edition.untouched)
    if refused:
        raise ReportRefused(refused, edition=edition.pk)
    edition.status = Edition.Status.CHECKED
    edition.checked_by, edition.checked_at = actor, timezone.now()


def locked(edition_no: str, step: str, seen: int | None = None) -> Edition:
    """The edition for a step, held until the transaction ends. Raises ReportRefused.

    Written to before it is read: on SQLite too nobody else changes it then.
    """
    Edition.objects.filter(pk=edition_no, status__in=("draft", "checked")).update(version=F("version"))
    edition = Edition.objects.select_for_update().filter(pk=edition_no).first()
    if edition is None:
        raise ReportRefused("no_edition", edition=edition_no)
    if refused := refusal_of_step(step, edition.status):
        raise ReportRefused(refused, edition=edition_no)
    if seen is not None and seen != edition.version:
        raise ReportRefused("edition_changed", edition=edition_no)
    return edition


def require_writer(actor: User | None) -> None:
    if not may_write(actor):
        raise ReportRefused("may_not_write")


def acting(verb: str, actor: User | None, edition_no: str = "") -> Any:
    """A transaction and its entry in the ledger."""
    who = actor.who if actor else None
    if who is None and not ledger.is_open():
        who = Who("cli", "command_line")
    return ledger.act(verb, [f"edition:{edition_no}"] if edition_no else [], kind="editions", who=who)


def _next_number() -> str:
    """Inside the transaction that writes it."""
    day = f"E{timezone.localdate():%Y%m%d}-"
    last = Edition.objects.select_for_update().filter(pk__startswith=day).order_by("-pk").first()
    return f"{day}{int(last.pk.removeprefix(day)) + 1 if last else 1:03d}"


def _last_office() -> str:
    """As the last report was signed: an office rarely changes its name."""
    last = Edition.objects.exclude(office="").order_by("-created_at").first()
    return last.office if last else ""
