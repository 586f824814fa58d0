"""Data whose time is over goes: once a day, or looked at beforehand without touching anything."""

from __future__ import annotations

from collections.abc import Callable

from django.db import models

from lianxin.accounts.models import User
from lianxin.core import ledger, scope
from lianxin.core.ledger import Who
from lianxin.core.sheets import sheet
from lianxin.core.writing import in_turn
from lianxin.records.models import BatchFile
from lianxin.trust.access import may_keep
from lianxin.trust.actions.forgetting import empty, empty_member
from lianxin.trust.models import Erasure, Request, RetentionSetting, Step
from lianxin.trust.queries.keeping import Setting, beside, is_sheet, over, over_beside, setting, settings_now
from lianxin.trust.queries.looking import entries_before, forget_entries
from lianxin.trust.rules import Beside, Declined

#: Who empties rows where nobody is at the keyboard.
JOB = Who("job:retention", "system")
_PIECE = 200


def set_retention(*, code: str, months: int, active: bool, actor: User) -> RetentionSetting:
    """From now on. Raises Declined: not_the_person, kept_too_short; KeyError: no such class."""
    if not may_keep(actor):
        raise Declined("not_the_person")
    kept = setting(code).kept
    if months < kept.least:
        raise Declined("kept_too_short", months=kept.least)
    return RetentionSetting.objects.create(code=code, months=months, active=active, set_by=actor)


def run_retention(*, progress: Callable[[int, int | None], None] | None = None) -> dict[str, int]:
    """Class → rows emptied or removed. What is stopped half-way goes on where it stopped, the next time."""
    done: dict[str, int] = {"forgotten_again": forget_again()}
    chosen = [one for one in settings_now() if one.active]
    for number, one in enumerate(chosen):
        done[one.kept.code] = _expire(one)
        if progress:
            progress(number + 1, len(chosen))
    return done


def preview() -> dict[str, int]:
    """Class → rows that a run would empty or remove today, were it in force; nothing is touched."""
    return {one.kept.code: _count(one) for one in settings_now()}


def forget_again() -> int:
    """People who were forgotten on request, whose names an old file has brought back."""
    changed = 0
    for erasure in Erasure.objects.all():
        with in_turn():
            rows = empty_member(erasure.member_no, None)
            if rows:
                with ledger.act("erase", [f"member:{erasure.member_no}"], kind="members", who=JOB):
                    changed += rows
    return changed


def _count(one: Setting) -> int:
    if is_sheet(one.kept):
        return len(over(one))
    if words := beside(one.kept.code):
        return len(over_beside(words, one))
    return _OWN[one.kept.code][0](one)


def _expire(one: Setting) -> int:
    if words := beside(one.kept.code):
        return _blank_beside(words, over_beside(words, one))
    if not is_sheet(one.kept):
        return _OWN[one.kept.code][1](one)
    target = sheet(one.kept.sheet)
    columns = [target.column(name) for name in one.kept.columns]
    done, ids = 0, over(one)
    for start in range(0, len(ids), _PIECE):
        rows = target.model.unscoped.filter(pk__in=ids[start : start + _PIECE])
        subjects = {subject for row in rows for subject in scope.subjects_of(row)}
        with ledger.act("erase", subjects, kind=target.name, who=JOB):
            done += empty(target, rows, columns, None)
    return done


def _blank_beside(words: Beside, found: dict[int, str]) -> int:
    done, ids = 0, sorted(found)
    for start in range(0, len(ids), _PIECE):
        piece = ids[start : start + _PIECE]
        with ledger.act("erase", {f"member:{found[pk]}" for pk in piece}, kind=words.kind, who=JOB):
            done += words.blank(piece)
    return done


def _workbooks(one: Setting) -> models.QuerySet[BatchFile]:
    return BatchFile.objects.filter(problem_workbook__isnull=False, batch__started_at__date__lt=one.before)


def _remove_workbooks(one: Setting) -> int:
    return _workbooks(one).update(problem_workbook=None)


def _requests(one: Setting) -> models.QuerySet[Request]:
    closed = Request.objects.filter(state=Request.State.ANSWERED, closed_at__date__lt=one.before)
    return closed.exclude(text="", wanted="")


def _blank_requests(one: Setting) -> int:
    with in_turn():
        ids = list(_requests(one).values_list("pk", flat=True))
        Step.objects.filter(request__in=ids).forget_text()
        return Request.objects.filter(pk__in=ids).update(text="", wanted="")


def _count_entries(one: Setting) -> int:
    return len(entries_before(one.before))


def _forget_entries(one: Setting) -> int:
    return forget_entries(entries_before(one.before), "retention", JOB.name)


#: Classes that are no record sheet: (how many, do it).
_OWN: dict[str, tuple[Callable[[Setting], int], Callable[[Setting], int]]] = {
    "problem_workbooks": (lambda one: _workbooks(one).count(), _remove_workbooks),
    "requests": (lambda one: _requests(one).count(), _blank_requests),
    "ledger": (_count_entries, _forget_entries),
}
