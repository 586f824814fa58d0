"""The ledger as its users see it: entries, signed heads, proofs, checks."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from lianxin.engines.ledger.chain import Entry
from lianxin.engines.ledger.errors import ForeignHead, NotAHead, Rewound
from lianxin.engines.ledger.headfile import HeadFile
from lianxin.engines.ledger.heads import Head, Signer, heads_in
from lianxin.engines.ledger.seals import sealed
from lianxin.engines.ledger.store import Store, beijing_now, make
from lianxin.engines.ledger.verify import Report, verify

FILE = "ledger.sqlite"


class Ledger:
    """One per process; safe for threads, and beside other processes.

    Nothing is appended to a ledger that does not continue its last signed head (Rewound, ForeignHead,
    LedgerLost) until `open_segment` has said what is missing. Any method raises Unwritable where a file
    cannot be read or written.
    """

    def __init__(
        self, folder: Path, seed: bytes, *, known: bool = False, clock: Callable[[], datetime] = beijing_now
    ) -> None:
        """`seed`: the 32 secret bytes that heads are signed with. `known`: there was a ledger here before."""
        self.folder = folder
        self._clock = clock
        self._store = Store(folder / FILE, known=known, clock=clock)
        self._heads = HeadFile(folder / "heads.txt")
        self._signer = Signer(seed)
        self._checked = 0

    @staticmethod
    def make(folder: Path) -> None:
        """An empty ledger, if there is none."""
        make(folder / FILE)

    # -- entries

    def append(self, payload: dict[str, Any], subjects: Sequence[str]) -> Entry:
        """On the disk when this returns. `subjects` are the keys of payload["subjects"]."""
        if self._checked != os.getpid():
            self.check_continues()
        return self._store.append(payload, subjects)

    def erase(self, seqs: int | Sequence[int], why: str, actor: str = "") -> Entry | None:
        """The entries' payloads and salts go, their hashes, times and subjects stay; returns the tombstone.

        Tombstones and restores stay, what is erased already is passed over; None if nothing is left.
        """
        self.check_continues()
        stone = {"actor": actor, "verb": "erase", "what": "ledger", "why": why}
        return self._store.erase([seqs] if isinstance(seqs, int) else seqs, stone)

    def size(self) -> int:
        return self._store.size()

    def entries(self, first: int, count: int) -> list[Entry]:
        """Oldest first, from number `first`."""
        return self._store.entries(first, count)

    def about(self, subject: str, before: int | None = None, limit: int = 50) -> list[Entry]:
        """Newest first; `before` is the number of the last one on the page before."""
        return self._store.about(subject, before, limit)

    def by_actor(self, actor: str, before: int | None = None, limit: int = 50) -> list[Entry]:
        """Newest first."""
        return self._store.by_actor(actor, before, limit)

    def usage_period(self) -> tuple[str, str] | None:
        """When the first and the last entry were written."""
        first, last = self._store.entries(1, 1), self._store.entries(self.size(), 1)
        return (first[0].at, last[0].at) if first and last else None

    def close(self) -> None:
        """This thread's connection; it is opened again when needed."""
        self._store.close()

    # -- heads

    @property
    def verifier(self) -> str:
        """The public key that heads are checked with."""
        return self._signer.verifier

    def seal(self, facts: Mapping[str, str]) -> str:
        """The facts, signed with the key of the heads; see `read_seal`."""
        return sealed(self._signer, facts)

    def last_head(self) -> Head | None:
        return self._heads.last()

    def check_continues(self) -> None:
        """That this continues the last head; reads one row. Raises Rewound, ForeignHead, LedgerLost."""
        self._check(self.last_head())
        self._checked = os.getpid()

    def check_writable(self) -> None:
        """As `append` would find it; writes nothing. Raises as `append` does."""
        self.check_continues()
        with self._store.writing():
            pass

    def _check(self, head: Head | None) -> None:
        entries = self._store.size()
        if head is None:
            return
        if not self._signer.signed(head):
            raise ForeignHead(origin=head.origin)
        if self._store.hash_at(head.size) != head.tip:
            raise Rewound(entries=entries, size=head.size)

    def sign_head(self) -> Head:
        """Of all entries; the last one again if nothing was added. Raises as `append` does."""
        self._store.connection()  # makes the folder
        with self._heads.locked() as file:
            last = self._heads.last()
            self._check(last)
            size = self._store.size()
            if last is not None and last.size == size:
                return last
            head = self._signed(size, None)
            self._heads.append(file, head)
            return head

    def _signed(self, size: int, segment: dict[str, Any] | None) -> Head:
        root = self._store.tree(size).root(0, size)
        tip = self._store.hash_at(size)
        assert tip is not None  # noqa: S101  entries are never removed
        at = self._clock().isoformat(timespec="seconds")
        return self._signer.sign(size, root, at, tip, segment)

    def open_segment(self, reason: str, actor: str = "", known_head: str | None = None) -> Head:
        """After a restore: a signed head, and an entry, that name which entries are missing.

        `known_head`: the text of a later head that somebody kept, if heads.txt was restored too.
        Raises NotAHead.
        """
        known = _heads_of(known_head)
        make(self._store.path)
        with self._heads.locked() as file:
            heads = self._heads.all()
            segment = self._what_is_lost([*heads, *known])
            segment["reason"] = " ".join(reason.split())
            payload = {
                "actor": actor,
                "verb": "restore",
                "what": "ledger",
                "segment": segment,
                "subjects": {},
            }
            size = self._store.append(payload, ()).seq
            head = self._signed(size, segment)
            self._heads.append(file, head)
        self._checked = os.getpid()
        return head

    def _what_is_lost(self, heads: Sequence[Head]) -> dict[str, Any]:
        entries = self._store.size()
        agreed = max((h.size for h in heads if self._store.hash_at(h.size) == h.tip), default=0)
        reached = max((h.size for h in heads), default=0)
        first = entries + 1 if entries < reached else agreed + 1
        return {"agreed": agreed, "entries": entries, "lost": [first, reached] if first <= reached else None}

    # -- proofs and checks

    def proof(self, seq: int, size: int) -> list[bytes]:
        """That entry `seq` stands under the root of the first `size` (`check_proof`). Raises KeyError."""
        if not 1 <= seq <= size <= self.size():
            raise KeyError(seq)
        return self._store.tree(size).proof(seq - 1, 0, size)

    def verify(self, since: str | None = None, progress: Callable[[int, int], None] | None = None) -> Report:
        """Reads everything. `since`: a text with heads kept elsewhere. Raises NotAHead, LedgerLost."""
        kept = _heads_of(since)
        heads = self._heads.all()  # before the entries: those signed meanwhile cover more than is read
        return verify(self._store, self._signer, heads, kept, progress)


def _heads_of(text: str | None) -> list[Head]:
    found = [] if text is None else list(heads_in(text))
    if text is not None and not found:
        raise NotAHead
    return found
