"""What the figure pages are asked: which span, which part, as of when."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest

from lianxin.console.forms import asked_period, asked_snapshot, asked_where
from lianxin.console.queries import latest_year
from lianxin.lib.dates import Period, PeriodError, parse_period
from lianxin.reports.actions import take_snapshot

_REMEMBERED = "period"


@dataclass(frozen=True)
class Asked:
    """`pinned`: the address named the snapshot, so the answer stays the same for ever."""

    period: Period
    where: dict[str, str]
    snapshot: str
    pinned: bool

    def query(self, **changes: Any) -> str:
        """As the query of an address; `changes` replaces period, where or snapshot, None leaves out."""
        parts: dict[str, Any] = {
            "period": self.period.text,
            "where": self.where,
            "snapshot": self.snapshot if self.pinned else None,
        }
        parts |= changes
        pairs = [("period", parts["period"])]
        pairs += [("where", f"{name}={value}") for name, value in parts["where"].items()]
        pairs += [("snapshot", parts["snapshot"])] if parts["snapshot"] is not None else []
        return urlencode(pairs)

    @property
    def pinned_query(self) -> str:
        """An address that will always give this answer."""
        return self.query(snapshot=self.snapshot)

    def narrowed(self, name: str, value: str) -> str:
        return self.query(where=self.where | {name: value})

    def widened(self, name: str) -> str:
        return self.query(where={n: v for n, v in self.where.items() if n != name})


def asked(request: HttpRequest) -> Asked:
    """Raises PeriodError. Without a period in the address: the one last looked at, else the latest year."""
    named = asked_snapshot(request.GET)
    snapshot = take_snapshot() if named is None else named
    period = asked_period(request.GET)
    if period is None:
        period = _remembered(request) or parse_period(str(latest_year(snapshot)))
    elif request.session.get(_REMEMBERED) != period.text:
        request.session[_REMEMBERED] = period.text
    return Asked(period, asked_where(request.GET), snapshot, named is not None)


def _remembered(request: HttpRequest) -> Period | None:
    try:
        return parse_period(request.session.get(_REMEMBERED, ""))
    except PeriodError:
        return None
