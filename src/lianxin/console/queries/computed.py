"""Figures as `reports` computes them, kept for as long as the snapshot is asked for.

Values are sums over many rows, not personal, and a snapshot never changes; so they may stay in memory.
"""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from lianxin.core import hooks
from lianxin.core.home import home
from lianxin.engines.figures import Figure
from lianxin.lib.dates import Period
from lianxin.reports.queries import figures
from lianxin.reports.queries import tables_of as reports_tables_of

Where = tuple[tuple[str, str], ...]


def all_figures() -> list[Figure]:
    return list(hooks.figures)


def computed(
    keys: tuple[str, ...], period: str, snapshot: str, *, where: Mapping[str, str] | None = None, by: str = ""
) -> list[dict[str, Any]]:
    """The "figures" of `reports.queries.figures`, in the order of the keys."""
    found: list[dict[str, Any]] = _computed(
        home().lake, snapshot, keys, period, tuple((where or {}).items()), by
    )
    return found


def tables_of(key: str, period: Period, snapshot: str) -> tuple[str, ...]:
    """The sheets (and `lines`) that a figure's rows come from; the same in every period."""
    return _tables(home().lake, key, period.text, snapshot)


_kept_tables: dict[tuple[Path, str], tuple[str, ...]] = {}


def _tables(lake: Path, key: str, period: str, snapshot: str) -> tuple[str, ...]:
    if (lake, key) not in _kept_tables:
        _kept_tables[lake, key] = reports_tables_of(key, period=period, snapshot=snapshot)
    return _kept_tables[lake, key]


@lru_cache(maxsize=256)
def _computed(lake: Path, snapshot: str, keys: tuple[str, ...], period: str, where: Where, by: str) -> Any:  # noqa: PLR0917
    """`lake` is in the key because a snapshot's number is its own lake's."""
    answer = figures(
        keys=list(keys), period=period, where=dict(where) or None, by=by or None, snapshot=snapshot
    )
    return answer["figures"]
