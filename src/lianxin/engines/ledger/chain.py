"""How an entry is hashed: each entry holds the one before, and its payload only through a salt."""

import json
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

#: What stands before the first entry.
GENESIS = bytes(32)
SALT_BYTES = 16


@dataclass(frozen=True)
class Entry:
    """One event. `at` is Beijing time in microseconds; `payload` and `salt` are None once erased."""

    seq: int
    at: str
    prev: bytes
    hash: bytes
    leaf: bytes
    salt: bytes | None
    payload: dict[str, Any] | None


def canonical(payload: dict[str, Any]) -> str:
    """The same payload is always the same text."""
    return json.dumps(payload, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def leaf_of(salt: bytes, text: str) -> bytes:
    """Salted, so that a payload cannot be guessed from its hash once it has been erased."""
    return sha256(salt + text.encode()).digest()


def hash_of(prev: bytes, seq: int, at: str, leaf: bytes) -> bytes:
    """`prev` and `leaf` have 32 bytes, `seq` gets 8: no two different entries give the same bytes."""
    return sha256(prev + seq.to_bytes(8) + at.encode() + leaf).digest()
