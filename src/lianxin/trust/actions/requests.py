"""Asking, answering, and asking again."""

from typing import Any

from django.utils import timezone

from lianxin.accounts.models import User
from lianxin.core import ledger
from lianxin.trust.access import is_self, may_keep
from lianxin.trust.actions.applying import apply_correction, is_own_cell
from lianxin.trust.actions.consents import how_for
from lianxin.trust.actions.forgetting import erase_member
from lianxin.trust.models import Request, Step
from lianxin.trust.queries.looking import entry_of
from lianxin.trust.queries.numbers import member_exists
from lianxin.trust.rules import GOALS, Declined, due, may_answer, may_reopen, outcomes_for


def open_request(
    *,
    member_no: str,
    kind: str,
    actor: User,
    text: str = "",
    entry: int | None = None,
    sheet: str = "",
    record: int | None = None,
    column: str = "",
    wanted: str = "",
    paper_no: str = "",
) -> Request:
    """`entry`: the ledger entry that a question refers to. `sheet`, `record`, `column`, `wanted`:
    which cell a correction is about and what should stand there; without them `text` says it.

    Raises Declined: not_the_person, paper_missing, no_member, no_such_view, no_such_record,
    text_missing.
    """
    how = how_for(actor, member_no, paper_no)
    if not member_exists(member_no):
        raise Declined("no_member", member=member_no)
    kind = Request.Kind(kind).value
    if kind == "view" and (entry is None or entry_of(member_no, entry) is None):
        raise Declined("no_such_view")
    if kind == "correct" and record is not None and not is_own_cell(member_no, sheet, record, column):
        raise Declined("no_such_record")
    if kind in ("correct", "object") and not (text.strip() or wanted.strip()):
        raise Declined("text_missing")
    with _act(member_no, actor):
        goal = due(timezone.localdate(), GOALS[kind])
        request = Request.objects.create(
            **{"member_no": member_no, "kind": kind, "text": text.strip(), "entry": entry, "sheet": sheet},
            **{"record": record, "column": column, "wanted": wanted.strip(), "how": how},
            **{"paper_no": paper_no.strip(), "opened_by": actor, "due_on": goal.on, "due_known": goal.known},
        )
        _step(request, Step.What.OPENED, actor, text)
        return request


def answer_request(*, request: Request, outcome: str, text: str, actor: User) -> Request:
    """The office's answer, in words. A correction or deletion that is done is done here, in one transaction.

    Raises Declined: not_the_person, already_answered, bad_outcome, text_missing, still_open (deletion
    while something needs the data), and what a correction is refused for.
    """
    if not may_keep(actor) or is_self(actor, request.member_no):
        raise Declined("not_the_person")
    if outcome not in outcomes_for(request.kind):
        raise Declined("bad_outcome")
    if not text.strip():
        raise Declined("text_missing")
    with _act(request.member_no, actor):
        current = Request.objects.select_for_update().get(pk=request.pk)
        if not may_answer(current.state):
            raise Declined("already_answered")
        if outcome in ("done", "partly"):
            _carry_out(current, actor)
        current.state, current.outcome = Request.State.ANSWERED, outcome
        current.closed_at = timezone.now()
        current.save()
        _step(current, Step.What.ANSWERED, actor, text, outcome)
        return current


def reopen_request(*, request: Request, text: str, actor: User, paper_no: str = "") -> Request:
    """The person is not content; the clock starts anew.

    Raises Declined: not_the_person, paper_missing, not_answered, text_missing.
    """
    how_for(actor, request.member_no, paper_no)
    if not text.strip():
        raise Declined("text_missing")
    with _act(request.member_no, actor):
        current = Request.objects.select_for_update().get(pk=request.pk)
        if not may_reopen(current.state):
            raise Declined("not_answered")
        goal = due(timezone.localdate(), GOALS[current.kind])
        current.state, current.outcome, current.closed_at = Request.State.OPEN, "", None
        current.due_on, current.due_known = goal.on, goal.known
        current.save()
        _step(current, Step.What.REOPENED, actor, text)
        return current


def _carry_out(request: Request, actor: User) -> None:
    if request.kind == "delete":
        erase_member(member_no=request.member_no, actor=actor, request=request)
    if request.kind == "correct" and request.record is not None:
        apply_correction(request, actor)


def _act(member_no: str, actor: User) -> Any:
    return ledger.act("request", [f"member:{member_no}"], kind="requests", who=actor.who)


def _step(request: Request, what: Step.What, actor: User, text: str, outcome: str = "") -> None:
    Step.objects.create(request=request, what=what, by=actor, text=text.strip(), outcome=outcome)
