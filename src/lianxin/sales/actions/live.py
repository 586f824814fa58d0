"""Live session tables of Douyin into the sheet live_sessions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from lianxin.core.sheets import sheet
from lianxin.engines.tabular import CellError, Match, Problem, Profile, RawTable, cells
from lianxin.lib.text import normal_name
from lianxin.people.models import Account, Member
from lianxin.records.actions import load_rows
from lianxin.records.rules import ORDERS_RANK, FileResult, ImportContext, Refused
from lianxin.sales.actions.tally import Tally
from lianxin.sales.rules.live import LIVE, LiveFormat, duration, session_no
from lianxin.sales.rules.margins import MARGINS
from lianxin.sales.rules.orders import profile
from lianxin.sales.rules.reading import Refusal
from lianxin.sales.rules.totals import is_total

Row = tuple[int, dict[str, cells.Cell]]
Written = dict[str, str]
#: Columns of the sheet, and the parts that they are made of, the one that a reader would mend first.
_MADE_OF = {
    "session_no": ("session", "starts_at"),
    "member_no": ("account", "host"),
    "starts_at": ("starts_at",),
    "ends_at": ("ends_at", "duration"),
    "viewers": ("viewers",),
    "reported_amount": ("amount",),
}


@dataclass(frozen=True)
class LiveKind:
    """Both session tables (`records.rules.ImportKind`). They write records, so they come before the
    orders."""

    name: str = "live:douyin"
    rank: int = ORDERS_RANK - 1

    def profiles(self, mapping: Path | None) -> tuple[Profile, ...]:
        return tuple(profile(form) for form in LIVE)

    def load(self, table: RawTable, match: Match, context: ImportContext) -> FileResult:
        form = next(f for f in LIVE if f.name == match.profile.name)
        hosts = Hosts(form.platform)
        given = hosts.given(context.shop) if context.shop else ""
        if not form.names_host and not given:
            raise Refused("live_without_host", given=context.shop or "")
        tally = Tally(form, table, match, context)
        written: dict[int, Written] = {}
        rows = list(_rows(tally, form, hosts, given, written))
        own = tally.result(new=0, updated=0, unchanged=len(rows), repeated=0)
        if tally.refused_whole:
            return own
        return _together(own, _load(rows, written, _columns(tally.headers), context))


class Hosts:
    """Who a host is: by account id, else by a nickname that only one member bears."""

    def __init__(self, platform: str) -> None:
        self._by_id: dict[str, str] = {}
        by_name: dict[str, set[str]] = defaultdict(set)
        accounts = Account.unscoped.filter(platform=platform)
        for account_id, nickname, member in accounts.values_list("account_id", "nickname", "member_id"):
            self._by_id[normal_name(account_id)] = str(member)
            by_name[normal_name(nickname)].add(str(member))
        self._by_name = {name: members.pop() for name, members in by_name.items() if len(members) == 1}

    def of(self, account: str, nickname: str) -> str:
        """The member's number, "" when nobody is found."""
        return self._by_id.get(normal_name(account)) or self._by_name.get(normal_name(nickname), "")

    def given(self, text: str) -> str:
        """For what a user types: an account, a nickname or a member's number."""
        known = Member.unscoped.filter(member_no=text.strip()).exists()
        return text.strip() if known else self.of(text, text)


def _columns(headers: Mapping[str, str]) -> dict[str, str]:
    """The sheet's headers → the file's."""
    target = sheet("live_sessions")
    made = {
        name: next((headers[part] for part in parts if part in headers), "")
        for name, parts in _MADE_OF.items()
    }
    return {target.column(name).zh: header for name, header in made.items()}


def _load(
    rows: list[Row], written: Mapping[int, Written], columns: Mapping[str, str], context: ImportContext
) -> FileResult:
    """Into the sheet; what it refuses is told in the file's own columns and cells."""

    def as_written(problem: Problem) -> Problem:
        header = columns.get(problem.column, "")
        value = written[problem.row].get(header, "")
        return replace(problem, column=header, value=value)

    def reject(row: int, found: Mapping[str, cells.Cell], problems: list[Problem], /) -> None:
        context.reject(row, written[row], [as_written(problem) for problem in problems])

    loaded = load_rows("live_sessions", rows, replace(context, reject=reject))
    loaded.problems = [as_written(problem) for problem in loaded.problems]
    return loaded


def _rows(
    tally: Tally, form: LiveFormat, hosts: Hosts, given: str, kept: dict[int, Written]
) -> Iterator[Row]:
    """The good sessions; `kept` takes the cells of every row."""
    for chunk in tally.chunks():
        for at, number in enumerate(chunk.row_numbers.to_pylist()):
            written = {name: array[at].as_py() for name, array in chunk.columns.items()}
            if is_total("", written.values()):
                tally.reading.excluded["total_row"] += 1
                continue
            parts = {part: written[header] for part, header in tally.headers.items()}
            kept[number] = {name: cell for name, cell in written.items() if name not in MARGINS}
            try:
                yield number, _session(form, parts, hosts, given)
            except _Refusal as refused:
                header = tally.headers.get(refused.part, "")
                problem = Problem(number, header, str(parts.get(refused.part, "")), refused.code)
                tally.refuse([Refusal(number, kept[number], [problem])])


class _Refusal(Exception):
    """A row that cannot become a session: the part at fault, and a code."""

    def __init__(self, part: str, code: str) -> None:
        super().__init__(part, code)
        self.part = part
        self.code = code


def _session(form: LiveFormat, parts: Mapping[str, str], hosts: Hosts, given: str) -> dict[str, cells.Cell]:
    starts_at = _moment("starts_at", parts)
    member = given or hosts.of(cells.text(parts.get("account", "")), cells.text(parts.get("host", "")))
    if not member:
        raise _Refusal("account" if cells.text(parts.get("account", "")) else "host", "unknown_host")
    account = cells.text(parts.get("account", "")) or member
    return {
        "session_no": session_no(form.platform, cells.text(parts.get("session", "")), account, starts_at),
        "member_no": member,
        "platform": form.platform,
        "starts_at": starts_at,
        "ends_at": _ends_at(parts, starts_at),
        "viewers": parts.get("viewers", ""),
        "reported_amount": parts.get("amount", ""),
    }


def _moment(part: str, parts: Mapping[str, str]) -> datetime:
    try:
        found = cells.moment(parts[part])
    except CellError as error:
        raise _Refusal(part, error.code) from error
    if found is None:
        raise _Refusal(part, "missing_time")
    return found


def _ends_at(parts: Mapping[str, str], starts_at: datetime) -> datetime:
    if "duration" not in parts:
        return _moment("ends_at", parts)
    lasted = duration(cells.text(parts["duration"]))
    if not lasted:
        raise _Refusal("duration", "bad_duration")
    return starts_at + lasted


def _together(own: FileResult, loaded: FileResult) -> FileResult:
    """The counts of the rows refused here and of those handed on."""
    excluded = {**own.excluded}
    for code, count in loaded.excluded.items():
        excluded[code] = excluded.get(code, 0) + count
    loaded.excluded = excluded
    loaded.read = own.read
    loaded.rejected += own.rejected
    loaded.problems = sorted([*own.problems, *loaded.problems], key=lambda p: p.row)[:100]
    loaded.ignored_columns = own.ignored_columns
    return loaded
