"""What checking a file of an edition finds: each figure that differs, each number changed by hand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from lianxin.engines.documents import Carried, FigureUse, HandEdit
from lianxin.engines.figures import Digest, Result, json_value


@dataclass(frozen=True)
class Finding:
    """`figure` is its id in the document and `key` what it is, "" for what is of no figure."""

    code: str
    params: Mapping[str, Any] = field(default_factory=dict)
    figure: str = ""
    key: str = ""
    where: str = ""


@dataclass(frozen=True)
class Verdict:
    """`by`: recomputed from the home's pinned "snapshot", or from the "receipts" in the file."""

    form: str
    edition: str
    title: str
    by: Literal["snapshot", "receipts"]
    snapshot: str
    figures: int
    sealed_by: str
    findings: tuple[Finding, ...]
    withdrawn: bool = False

    @property
    def sound(self) -> bool:
        return not self.findings


def by_hand(carried: Carried) -> Iterator[Finding]:
    """Numbers of the text that are not as they were written."""
    names = {use.id: use.key for use in carried.figures}
    for edit in carried.hand_edits:
        yield Finding(
            _how(edit),
            {"was": edit.was, "now": edit.now},
            edit.figure,
            names.get(edit.figure, ""),
            edit.where,
        )


def _how(edit: HandEdit) -> str:
    if not edit.was:
        return "hand_added"
    return "hand_edit" if edit.now else "hand_removed"


def compared(use: FigureUse, found: Result, digest: Digest, text: str | None = None) -> Iterator[Finding]:
    """What a file says of a figure against what was computed. `text`: how it is printed, if that is known."""
    value = json_value(found.value)
    if use.value != value:
        yield _of(use, "value_differs", file=use.value, found=value, snapshot=use.snapshot)
    elif text is not None and use.text != text:
        yield _of(use, "text_differs", file=use.text, found=text)
    if use.rows != digest.rows:
        yield _of(use, "rows_differ", file=use.rows, found=digest.rows)
    elif use.receipt != digest.sha256:
        yield _of(use, "receipt_differs")
    if use.by and (apart := _apart(use, found)):
        yield _of(use, "groups_differ", groups=apart)


def _apart(use: FigureUse, found: Result) -> tuple[str, ...]:
    """Groups whose values or rows differ, by their names."""
    said = {str(group[use.by or ""]): (group["value"], group["rows"]) for group in use.groups}
    are = {group.key: (json_value(group.value), group.rows) for group in found.groups}
    return tuple(sorted(key or "—" for key in said.keys() | are.keys() if said.get(key) != are.get(key)))


def _of(use: FigureUse, code: str, **params: Any) -> Finding:
    return Finding(code, params, use.id, use.key)
