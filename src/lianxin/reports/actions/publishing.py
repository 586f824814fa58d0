"""Publishing: the figures are pinned, everything printed is kept, whole or not at all; and withdrawing."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any, NamedTuple

from django.utils import timezone
from django.utils.timezone import localtime

from lianxin.accounts.models import User
from lianxin.core.messages import message
from lianxin.core.writing import in_turn
from lianxin.engines import documents
from lianxin.engines.documents import Document, fingerprint
from lianxin.jobs.actions import enqueue
from lianxin.jobs.models import Job
from lianxin.reports.actions.drafting import acting, locked, mark_checked, require_writer
from lianxin.reports.actions.snapshots import take_snapshot
from lianxin.reports.models import Edition, EditionChart, EditionFigure
from lianxin.reports.queries.asking import Progress, words
from lianxin.reports.queries.drafts import Gathered, Preview, gathered, printed
from lianxin.reports.queries.editions import PUBLIC, charts_in, seal_for, stored
from lianxin.reports.queries.opening import opened_answers
from lianxin.reports.rules import Fault, ReportRefused, refusal_of_step
from lianxin.reports.rules.appendix import Making
from lianxin.reports.rules.opening import shown_rows


def publish_edition(
    *,
    edition_no: str,
    reason: str = "",
    checks: bool = False,
    actor: User | None,
    progress: Progress | None = None,
) -> Edition:
    """Pins today's snapshot and keeps what is printed from it.

    `reason`: why there are numbers without a receipt, if there are any. `checks`: whoever publishes is the
    second person, and checks the draft by publishing it. Raises ReportRefused (not_checked, text_faults,
    typed_without_reason, …), LakeBusy, LakeDamaged, LedgerUnavailable.
    """
    require_writer(actor)
    draft = Edition.objects.filter(pk=edition_no).first()
    if draft is None:
        raise ReportRefused("no_edition", edition=edition_no)
    if checks and draft.status == Edition.Status.DRAFT:
        mark_checked(draft, actor)
    if refused := refusal_of_step("publish", draft.status):
        raise ReportRefused(refused, edition=edition_no)
    _require_text(draft)
    now, draft.typed_reason = timezone.now(), reason.strip()
    parts = gathered(_described(draft, now), draft.text, draft.language, hashed=True, progress=progress)
    making = _making(draft, actor, now)
    whole = printed(parts, making)
    _require_sound(draft, whole)
    opened = _opened(parts, making) if draft.public else None
    return _keep(draft, whole, opened, actor=actor, now=now)


def start_publishing(*, edition_no: str, reason: str = "", actor: User) -> Job:
    """In the background; once for each version of the text, so that a second click gives the same job."""
    require_writer(actor)
    with in_turn():
        edition = locked(edition_no, "publish")
        running = Job.objects.filter(kind="publish", arguments__edition=edition_no).exclude(
            state__in=(Job.State.DONE, Job.State.FAILED, Job.State.STOPPED)
        )
        if job := running.first():
            return job
        arguments = {"edition": edition.pk, "reason": reason, "actor": actor.pk}
        return enqueue(kind="publish", arguments=arguments)


def withdraw_edition(*, edition_no: str, reason: str, actor: User | None) -> Edition:
    """It stays readable, and says that it was withdrawn and why. Raises ReportRefused."""
    require_writer(actor)
    if not reason.strip():
        raise ReportRefused("reason_missing")
    with acting("withdraw", actor, edition_no):
        edition = locked(edition_no, "withdraw")
        edition.status = Edition.Status.WITHDRAWN
        edition.withdrawn_by, edition.withdrawn_at = actor, timezone.now()
        edition.withdrawal_reason = reason.strip()
        edition.save(update_fields=["status", "withdrawn_by", "withdrawn_at", "withdrawal_reason"])
    return edition


def _require_text(draft: Edition) -> None:
    if not draft.title.strip():
        raise ReportRefused("title_empty")
    if not draft.text.strip():
        raise ReportRefused("text_empty")


def _described(draft: Edition, now: datetime) -> documents.Edition:
    """As of today's records."""
    return documents.Edition(
        id=draft.pk,
        title=draft.title,
        period=draft.period,
        snapshot=take_snapshot(),
        status=Edition.Status.PUBLISHED.value,
        published_at=localtime(now).isoformat(timespec="seconds"),
        office=draft.office,
    )


def _making(draft: Edition, actor: User | None, now: datetime) -> Making:
    return Making(
        drafted_by=_name(draft.changed_by),
        checked_by=_name(draft.checked_by),
        published_by=_name(actor),
        published_at=f"{localtime(now):%Y-%m-%d %H:%M}",
        typed_reason=draft.typed_reason,
    )


def _require_sound(draft: Edition, whole: Preview) -> None:
    if whole.faults:
        raise ReportRefused("text_faults", edition=draft.pk, faults=tuple(map(_told, whole.faults)))
    if whole.typed and not draft.typed_reason:
        raise ReportRefused("typed_without_reason", numbers=tuple(one.text for one in whole.typed))


class _Opened(NamedTuple):
    """The open page, and what it shows of groups."""

    document: Document
    rows: list[dict[str, Any]]


def _opened(parts: Gathered, making: Making) -> _Opened:
    """Names of who made it are the office's own business."""
    answers = opened_answers(parts.answers, parts.edition.snapshot)
    unnamed = replace(making, drafted_by="", checked_by="", published_by="")
    shown = printed(replace(parts, answers=answers), unnamed).document
    return _Opened(_sealed(shown), shown_rows(answers))


def _sealed(document: Document) -> Document:
    return replace(document, edition=replace(document.edition, seal=seal_for(document)))


def _keep(
    draft: Edition,
    whole: Preview,
    opened: _Opened | None,
    *,
    actor: User | None,
    now: datetime,
) -> Edition:
    """In one transaction; somebody who was quicker, or changed the text meanwhile, makes it be refused."""
    sealed = _sealed(whole.document)
    with acting("publish", actor, draft.pk):
        edition = locked(draft.pk, "save", draft.version)
        if edition.status == Edition.Status.DRAFT:
            mark_checked(edition, actor)
        if edition.checked_by_id != draft.checked_by_id:
            raise ReportRefused("edition_changed", edition=draft.pk)
        EditionFigure.objects.bulk_create(_figures(edition, whole))
        EditionChart.objects.bulk_create(_charts(edition, whole.document))
        edition.status = Edition.Status.PUBLISHED
        edition.published_by, edition.published_at = actor, now
        edition.snapshot = sealed.edition.snapshot
        edition.typed = [{"line": t.line, "text": t.text, "around": t.around} for t in whole.typed]
        edition.typed_reason = draft.typed_reason if whole.typed else ""
        edition.document, edition.fingerprint = stored(sealed), fingerprint(sealed)
        edition.seal = sealed.edition.seal
        if opened:
            EditionChart.objects.bulk_create(_charts(edition, opened.document, PUBLIC))
            edition.public_document, edition.shown_rows = stored(opened.document), opened.rows
        edition.save()
    return edition


def _charts(edition: Edition, document: Document, prefix: str = "") -> list[EditionChart]:
    return [
        EditionChart(edition=edition, use=f"{prefix}{chart.figure}", svg=chart.svg, png=chart.png)
        for chart in charts_in(document)
    ]


def _figures(edition: Edition, printed: Preview) -> list[EditionFigure]:
    spoken = words(edition.language)
    return [
        EditionFigure(
            edition=edition,
            place=place,
            use=carried.id,
            key=carried.key,
            name=carried.name,
            definition=spoken.definition(use.answer.figure),
            period=carried.period,
            where=dict(carried.where),
            by=carried.by or "",
            style=carried.style,
            value=carried.value,
            previous=use.answer.previous,
            change=use.answer.change,
            unit=carried.unit,
            rows=carried.rows,
            groups=[dict(group) for group in carried.groups],
            phrase=use.answer.phrase,
            text=carried.text,
            receipt=carried.receipt,
        )
        for place, (use, carried) in enumerate(zip(printed.uses, printed.document.figures, strict=True), 1)
    ]


def _told(fault: Fault) -> str:
    return message("line_fault", {"line": fault.line, "fault": message(fault.code, fault.params)})


def _name(user: User | None) -> str:
    return (user.display_name or user.username) if user else ""
