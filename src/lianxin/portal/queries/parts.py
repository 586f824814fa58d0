"""The parts of a portal: the lines of work in which there is something about the person."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lianxin.core import hooks
from lianxin.portal.queries.sources import counted, sheets_about
from lianxin.portal.rules import N_

#: What an account stands for; it has its place at the top of the first page.
REGISTERS = {"member": "members", "grower": "organisations"}
_REST = ("other", N_("Other records"), "table")


@dataclass(frozen=True)
class Part:
    """`name` is a message id; `counts`: sheet → rows about the person, where there are any."""

    slug: str
    name: str
    icon: str
    counts: dict[str, int]

    @property
    def total(self) -> int:
        return sum(self.counts.values())


def parts(actor: Any) -> list[Part]:
    """In the order of the profile's tabs, then what no tab names; parts without rows are left out."""
    return [found for found in _parts(actor) if found.counts]


def part(actor: Any, slug: str) -> Part | None:
    return next((found for found in parts(actor) if found.slug == slug), None)


def part_of(sheet: str) -> tuple[str, str] | None:
    """Slug and name of the part that a sheet stands in; None for a register."""
    if sheet in REGISTERS.values():
        return None
    for tab in hooks.profile_tabs:
        if sheet in tab.sheets:
            return tab.slug, tab.name
    return _REST[0], _REST[1]


def _parts(actor: Any) -> Iterator[Part]:
    open_sheets = list(sheets_about(actor))
    taken = {REGISTERS[actor.role]}
    for tab in hooks.profile_tabs:
        held = [name for name in tab.sheets if name in open_sheets and name not in taken]
        taken |= set(held)
        yield Part(tab.slug, tab.name, tab.icon, _counts(actor, held))
    yield Part(*_REST, _counts(actor, [name for name in open_sheets if name not in taken]))


def _counts(actor: Any, names: list[str]) -> dict[str, int]:
    found = {name: counted(actor, name) for name in names}
    return {name: count for name, count in found.items() if count}
