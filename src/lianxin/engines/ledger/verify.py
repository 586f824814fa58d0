"""Reads the whole ledger and says what does not hold: chain, subjects, signed heads, heads kept elsewhere."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import chain
from typing import Any, Literal

from pysqlite3 import dbapi2 as sqlite

from lianxin.engines.ledger import schema
from lianxin.engines.ledger.chain import GENESIS, hash_of, leaf_of
from lianxin.engines.ledger.errors import as_unwritable
from lianxin.engines.ledger.heads import Head, Signer
from lianxin.engines.ledger.merkle import Frontier, leaf_hash
from lianxin.engines.ledger.store import Store

#: So many findings are kept; the others are counted.
SHOWN = 100
_STEP = 10_000

#: One row per entry: much faster than one per subject.
_SUBJECTS = "SELECT seq, json_group_array(subject ORDER BY subject) FROM subjects GROUP BY seq ORDER BY seq"

Level = Literal["wrong", "notice"]
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Finding:
    """`code`: what does not hold; `seq`: the entry, or None. A notice is worth knowing, but nothing is wrong.

    wrong: schema, number, link, hash, payload, subjects, erased, damaged,
        head_signature, head_beyond, head_root, since_lost
    notice: clock (older than the entry before), segment (a restore), unsigned (no head covers these)
    """

    code: str
    level: Level
    seq: int | None = None
    params: dict[str, Any] = field(default_factory=dict)


@dataclass
class Report:
    """`kept` are the heads that came from elsewhere; `erased` entries have a tombstone."""

    entries: int = 0
    heads: int = 0
    kept: int = 0
    erased: int = 0
    first_at: str | None = None
    last_at: str | None = None
    findings: list[Finding] = field(default_factory=list)
    wrong: int = 0

    @property
    def ok(self) -> bool:
        return self.wrong == 0

    def wrongs(self, code: str, seq: int | None = None, **params: Any) -> None:
        self.wrong += 1
        self._add(Finding(code, "wrong", seq, params))

    def notices(self, code: str, seq: int | None = None, **params: Any) -> None:
        self._add(Finding(code, "notice", seq, params))

    def _add(self, finding: Finding) -> None:
        if len(self.findings) < SHOWN:
            self.findings.append(finding)


def verify(
    store: Store, signer: Signer, heads: Sequence[Head], kept: Sequence[Head], progress: Progress | None
) -> Report:
    """Of one moment: what is appended meanwhile is not read. Raises Unwritable, LedgerLost."""
    report = Report(heads=len(heads), kept=len(kept))
    con = store.connection()
    entries = _Entries(con, report, {h.size for h in chain(heads, kept)})
    with as_unwritable():
        con.execute("BEGIN")
    try:
        _check_schema(con, report)
        entries.walk(progress)
    except (sqlite.DatabaseError, TypeError, ValueError, AttributeError, OverflowError) as error:
        report.wrongs("damaged", detail=str(error))  # pages that are none, or values of another type
    finally:
        with suppress(sqlite.Error):  # a damaged file may not even allow that
            con.execute("ROLLBACK")
    roots = entries.roots
    _check_heads(heads, signer, roots, report)
    _check_kept(kept, heads, roots, report)
    if (heads[-1].size if heads else 0) < report.entries:
        report.notices("unsigned", count=report.entries - (heads[-1].size if heads else 0))
    return report


def _check_schema(con: Any, report: Report) -> None:
    found = {row[0] for row in con.execute("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL")}
    if found != set(schema.STATEMENTS):
        report.wrongs("schema")


@dataclass(frozen=True)
class _Root:
    """The tree's root and the last entry's hash at a size that a head names."""

    root: bytes
    tip: bytes


class _Entries:
    """One pass over the entries, beside their subjects in the same order."""

    def __init__(self, con: Any, report: Report, sizes: set[int]) -> None:
        self._con = con
        self._report = report
        self._sizes = sizes
        self._tree = Frontier()
        self._prev = GENESIS
        self._erased: dict[int, bytes] = {}
        self._stones: dict[int, bytes] = {}
        self.roots = {0: _Root(self._tree.root(), GENESIS)}

    def walk(self, progress: Progress | None) -> None:
        """`roots` holds those at the sizes asked for, where the ledger reaches so far."""
        total = self._con.execute("SELECT count(*) FROM entries").fetchone()[0]
        rows = self._con.execute("SELECT seq, at, prev, hash, leaf, salt, payload FROM entries ORDER BY seq")
        index = _Index(self._con.execute(_SUBJECTS))
        for number, row in enumerate(rows, start=1):
            self._check(number, row, index.of(row[0]))
            if number in self._sizes:
                self.roots[number] = _Root(self._tree.root(), self._prev)
            self._report.entries = number
            if progress and number % _STEP == 0:
                progress(number, total)
        self._finish(index)
        if progress:
            progress(total, total)

    def _check(self, number: int, row: tuple[Any, ...], subjects: str) -> None:
        seq, at, prev, claimed, leaf, salt, text = row
        report = self._report
        if seq != number:
            report.wrongs("number", seq, expected=number)
        if prev != self._prev:
            report.wrongs("link", seq)
        found = hash_of(prev, seq, at, leaf) if seq > 0 else b""
        if found != claimed:
            report.wrongs("hash", seq)
        if report.last_at is not None and at < report.last_at:
            report.notices("clock", seq, at=at, before=report.last_at)
        report.first_at, report.last_at = report.first_at or at, at
        self._check_payload(seq, leaf, salt, text, subjects)
        self._prev = claimed
        self._tree.add(leaf_hash(claimed))

    def _check_payload(
        self, seq: int, leaf: bytes, salt: bytes | None, text: str | None, subjects: str
    ) -> None:
        if text is None or salt is None:
            self._erased[seq] = _mark(subjects)
            if text is not None or salt is not None:
                self._report.wrongs("payload", seq)
            return
        if leaf_of(salt, text) != leaf:
            self._report.wrongs("payload", seq)
        if _listed(self._named(text)) != subjects:
            self._report.wrongs("subjects", seq)

    def _named(self, text: str) -> Iterable[str]:
        try:
            payload = json.loads(text)
        except ValueError:  # its hash was wrong already
            return ()
        for seq, subjects in payload.get("erased", {}).items():
            self._stones[int(seq)] = _mark(_listed(subjects))
        return payload.get("subjects", ())  # type: ignore[no-any-return]

    def _finish(self, index: _Index) -> None:
        report = self._report
        report.erased = len(self._erased)
        for seq, mark in self._erased.items():
            if self._stones.get(seq) != mark:
                report.wrongs("erased", seq)
        for seq in index.rest():
            report.wrongs("subjects", seq)


def _mark(subjects: str) -> bytes:
    """Stands for the subjects of an erased entry until its tombstone is read."""
    return sha256(subjects.encode()).digest()


class _Index:
    """The subjects of one entry after the other, each as a JSON list."""

    def __init__(self, rows: Iterator[tuple[int, str]]) -> None:
        self._rows = rows
        self._next = next(rows, None)
        self._strays: list[int] = []

    def of(self, seq: int) -> str:
        while self._next is not None and self._next[0] < seq:
            self._strays.append(self._next[0])
            self._next = next(self._rows, None)
        if self._next is None or self._next[0] != seq:
            return "[]"
        found = self._next[1]
        self._next = next(self._rows, None)
        return found

    def rest(self) -> Iterator[int]:
        """Entries that are not there, but have subjects."""
        yield from self._strays
        while self._next is not None:
            yield self._next[0]
            self._next = next(self._rows, None)


def _listed(subjects: Iterable[str]) -> str:
    return json.dumps(sorted(subjects), ensure_ascii=False, separators=(",", ":"))


def _check_heads(heads: Sequence[Head], signer: Signer, roots: dict[int, _Root], report: Report) -> None:
    for position, head in enumerate(heads):
        if not signer.signed(head):
            report.wrongs("head_signature", head.size, at=head.at)
        elif head.segment is not None:
            report.notices("segment", head.size, at=head.at, **head.segment)
        if not _superseded(head, heads[position + 1 :]):
            _compare(head, roots, report)


def _check_kept(kept: Sequence[Head], heads: Sequence[Head], roots: dict[int, _Root], report: Report) -> None:
    """A head kept elsewhere counts whoever signed it: with the key, the whole file could be signed anew."""
    for head in kept:
        found = roots.get(head.size)
        if (found is None or found.root != head.root) and any(_lost(head, h.segment) for h in heads):
            report.wrongs("since_lost", head.size, at=head.at)
        else:
            _compare(head, roots, report)


def _superseded(head: Head, later: Sequence[Head]) -> bool:
    """Whether a restore that came after it says that what it covers is not there any more."""
    return any(h.segment is not None and head.size > h.segment["agreed"] for h in later)


def _lost(head: Head, segment: dict[str, Any] | None) -> bool:
    """Whether a restore lost something of what the head covers."""
    return bool(segment and segment["lost"] and segment["agreed"] < head.size <= segment["lost"][1])


def _compare(head: Head, roots: dict[int, _Root], report: Report) -> None:
    found = roots.get(head.size)
    if found is None:
        report.wrongs("head_beyond", head.size, at=head.at, entries=report.entries)
    elif (found.root, found.tip) != (head.root, head.tip):
        report.wrongs("head_root", head.size, at=head.at)
