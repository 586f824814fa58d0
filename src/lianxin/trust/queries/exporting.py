"""Everything about one person, for that person: gathered as the person would see it, nobody else named."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.db import models
from django.utils import timezone

from lianxin.accounts import queries as accounts
from lianxin.accounts.models import User
from lianxin.core import hooks, ledger, scope
from lianxin.core.fields import unseal
from lianxin.core.ledger import Purpose
from lianxin.core.sheets import Column, Sheet, sheet_of
from lianxin.people.models import Merge
from lianxin.people.queries import numbers_of_member
from lianxin.records.models import Change
from lianxin.trust.queries.consents import consents_of
from lianxin.trust.queries.looking import all_looks
from lianxin.trust.queries.numbers import beyond_the_rules
from lianxin.trust.queries.packing import Part, pack
from lianxin.trust.queries.requests import requests_of
from lianxin.trust.queries.words import words

#: Stands where another member was named.
SOMEBODY = "（另一位成员）"
_PIECE = 500


def export_of(
    member_no: str, actor: User, progress: Callable[[int, int | None], None] | None = None
) -> bytes:
    """A zip: everything.json for machines, everything.html to read. One event of the verb `export`.

    `actor` is the person, or the office for somebody who came with a paper; the caller has checked that.
    """
    own = actor.member_no == member_no
    purpose = Purpose("own") if own else Purpose("duty", text="Copy for the person")
    with ledger.event(actor.who, "everything", verb="export", purpose=purpose) as event:
        ledger.seen([f"member:{member_no}"], "everything")
        parts = []
        for part in _parts(member_no):
            parts.append(part)
            if progress:
                progress(len(parts), None)
        own_subject = f"member:{member_no}"
        # Rows that name another member too, as a mentor's do, are written without that member.
        event.subjects = {own_subject: event.subjects[own_subject]}
        return pack(member_no, parts, timezone.localtime())


def _parts(member_no: str) -> Iterator[Part]:
    person = User(role=User.Role.MEMBER, member_no=member_no)  # sees what the person may, whoever asks
    for rule in scope.rules():
        if rule.about:
            target = sheet_of(rule.model)
            rows = target.model.objects.visible_to(person).order_by("pk")
            yield from _sheet_parts(target, list(rows), member_no)
    for target, found in beyond_the_rules(member_no):
        yield from _sheet_parts(target, list(found.order_by("pk")), member_no)
    yield _consents(member_no)
    yield _requests(member_no)
    yield from _user_parts(member_no)
    yield _merges(member_no)
    for find in hooks.about_member:
        for name, rows in find(member_no).items():
            yield Part(name, rows)
    yield Part("looks", [words(look) for look in all_looks(member_no)])


def _sheet_parts(target: Sheet, rows: list[Any], member_no: str) -> Iterator[Part]:
    """The rows, and what became of each."""
    names = {c.name: c.zh for c in target.columns}
    yield Part(target.name, [_row(target, row, member_no) for row in rows], target.zh, names)
    history = list(_history(target, [row.pk for row in rows], member_no))
    yield Part(f"{target.name}_history", history, f"{target.zh}·变更记录", names)


def _row(target: Sheet, row: Any, member_no: str) -> dict[str, Any]:
    said = {c.name: _cell(c, getattr(row, c.attribute), member_no) for c in target.columns}
    source = {
        "file": row.source_file,
        "sheet": row.source_sheet,
        "row": row.source_row,
        "batch": row.batch_id,
    }
    return said | {"_id": row.pk, "_from": source, "_entered_at": row.entered_at}


def _cell(column: Column, value: Any, member_no: str) -> Any:
    if column.ref == "members" and value and value != member_no:
        return SOMEBODY
    return value


def _history(target: Sheet, pks: list[int], member_no: str) -> Iterator[dict[str, Any]]:
    own = set(numbers_of_member(member_no))
    about = [c.name for c in target.columns if c.ref == "members"]
    strangers: set[int] = set()
    for start in range(0, len(pks), _PIECE):
        changes = Change.objects.filter(sheet=target.name, record__in=pks[start : start + _PIECE])
        for change in changes.order_by("-pk").select_related("actor"):
            if change.record in strangers:
                continue
            before, after = _side(target, change.before, member_no), _side(target, change.after, member_no)
            if _is_strange(change.before, about, own):  # until this change the row was about somebody else
                strangers.add(change.record)
                before = None
            yield {
                "record": change.record,
                "at": change.at,
                "by": change.actor and (change.actor.display_name or change.actor.username),
                "batch": change.batch_id,
                "before": before,
                "after": after,
            }


def _is_strange(values: dict[str, Any] | None, about: list[str], own: set[str]) -> bool:
    named = {values[name] for name in about if values and values.get(name)}
    return bool(named) and not named & own


def _side(target: Sheet, values: dict[str, Any] | None, member_no: str) -> dict[str, Any] | None:
    if values is None:
        return None
    known = {name: value for name, value in values.items() if name in target.by_name}
    opened = {n: unseal(v) if v and target.column(n).personal else v for n, v in known.items()}
    return {name: _cell(target.column(name), value, member_no) for name, value in opened.items()}


def _consents(member_no: str) -> Part:
    rows = []
    for standing in consents_of(member_no):
        for consent in standing.history:
            end = getattr(consent, "withdrawal", None)
            rows.append(
                {"purpose": standing.name, "version": consent.notice.version, "notice": consent.notice.zh}
                | {
                    "given_at": consent.given_at,
                    "how": consent.get_how_display(),
                    "paper_no": consent.paper_no,
                }
                | {"withdrawn_at": end and end.withdrawn_at}
            )
    return Part("consents", rows, "同意记录")


def _requests(member_no: str) -> Part:
    rows = []
    for asked in requests_of(member_no):
        one = asked.request
        steps = [
            {"at": s.at, "what": s.get_what_display(), "outcome": s.get_outcome_display(), "text": s.text}
            for s in asked.steps
        ]
        rows.append(
            {"no": str(one), "kind": one.get_kind_display(), "text": one.text, "wanted": one.wanted}
            | {"state": one.get_state_display(), "outcome": one.get_outcome_display(), "due_on": one.due_on}
            | {"opened_at": one.opened_at, "entry": one.entry, "steps": steps}
        )
    return Part("requests", rows, "我的申请")


def _user_parts(member_no: str) -> Iterator[Part]:
    users = list(User.objects.filter(member_no=member_no))
    names = ("username", "display_name", "email", "phone", "date_joined", "last_login", "is_active")
    yield Part("account", [{name: getattr(u, name) for name in names} for u in users], "登录账号")
    rows = [_plain(session) for user in users for session in accounts.sessions(user)]
    yield Part("sessions", rows, "登录会话")


def _plain(session: models.Model) -> dict[str, Any]:
    names = ("ip", "user_agent", "created_at", "last_seen_at")
    return {name: getattr(session, name, "") for name in names}


def _merges(member_no: str) -> Part:
    rows = Merge.objects.filter(kept_no=member_no)
    return Part(
        "merges", [{"gone_no": m.gone_no, "at": m.at, "undone_at": m.undone_at} for m in rows], "合并记录"
    )
