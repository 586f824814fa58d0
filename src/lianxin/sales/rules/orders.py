"""One whole order file to lines: where the header stands, which parts it has, what repeats."""

from collections.abc import Iterable, Mapping
from typing import Protocol

from lianxin.engines.tabular import Match, Profile, header_key


class Format(Protocol):
    """What order, aftersale and live formats have in common."""

    @property
    def name(self) -> str: ...
    @property
    def required(self) -> frozenset[str]: ...
    @property
    def columns(self) -> Mapping[str, tuple[str, ...]]: ...
    @property
    def needed(self) -> frozenset[str]: ...
    @property
    def headers(self) -> frozenset[str]: ...


def profile(form: Format) -> Profile:
    return Profile(form.name, form.required, form.headers)


def headers_of(form: Format, match: Match) -> dict[str, str]:
    """For each part the header it stands under in this file: the first of the format's names that is
    there."""
    there = {header_key(name): name for name in match.columns}
    found = {}
    for part, names in form.columns.items():
        for name in names:
            if header_key(name) in there:
                found[part] = there[header_key(name)]
                break
    return found


def missing(form: Format, headers: Mapping[str, str]) -> list[str]:
    """The headers that a file of this kind cannot be read without and does not have."""
    return [form.columns[part][0] for part in sorted(form.needed - headers.keys())]


def asked_for(headers: Iterable[str], match: Match) -> dict[str, int]:
    """The columns to read, by header: no other is decoded."""
    wanted = set(headers)
    return {name: index for name, index in match.columns.items() if name in wanted}
