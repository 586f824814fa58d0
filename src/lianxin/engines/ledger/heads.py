"""Signed heads: what the ledger was at a moment, as a text that anybody can keep and check.

The form is C2SP's checkpoint in a signed note with Ed25519. Three further lines are ours: when it was signed,
the hash of the last entry (so that a ledger can be compared with its last head without being read), and for
the first head after a restore what was lost.
"""

from __future__ import annotations

import json
import re
from base64 import b64decode, b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

_NOTE = re.compile(
    r"""^(?P<body>(?P<origin>lianxin/[0-9a-f]{16})\n
    (?P<size>[1-9][0-9]{0,17}|0)\n
    (?P<root>[A-Za-z0-9+/]{43}=)\n
    at\ (?P<at>[0-9T:.+-]+)\n
    tip\ (?P<tip>[A-Za-z0-9+/]{43}=)\n
    (?:segment\ (?P<segment>\{[^\n]*\})\n)?)
    \n
    —\ (?P=origin)\ (?P<signature>[A-Za-z0-9+/]+={0,2})\n""",
    re.MULTILINE | re.VERBOSE,
)
_ED25519 = b"\x01"


@dataclass(frozen=True)
class Head:
    """The ledger's first `size` entries. `tip` is the last one's hash; `text` the signed note.

    `segment` stands on the first head after a restore: `agreed` (entries that the last good head covers),
    `entries` (how many there were), `lost` (first and last number, or None), `reason`.
    """

    origin: str
    size: int
    root: bytes
    at: str
    tip: bytes
    segment: dict[str, Any] | None
    text: str


class Signer:
    """Signs and checks. The origin follows from the key, so that another key is another origin."""

    def __init__(self, seed: bytes) -> None:
        """`seed`: 32 secret bytes."""
        self._private = Ed25519PrivateKey.from_private_bytes(seed)
        self._public: Ed25519PublicKey = self._private.public_key()
        self._raw = self._public.public_bytes_raw()
        self.origin = f"lianxin/{sha256(self._raw).hexdigest()[:16]}"
        self._key_id = sha256(f"{self.origin}\n".encode() + _ED25519 + self._raw).digest()[:4]

    @property
    def verifier(self) -> str:
        """The public key as other programs for signed notes take it."""
        return f"{self.origin}+{self._key_id.hex()}+{b64encode(_ED25519 + self._raw).decode()}"

    def sign(
        self, size: int, root: bytes, at: str, tip: bytes, segment: dict[str, Any] | None = None
    ) -> Head:
        lines = [
            self.origin,
            str(size),
            b64encode(root).decode(),
            f"at {at}",
            f"tip {b64encode(tip).decode()}",
        ]
        if segment is not None:
            lines.append(f"segment {json.dumps(segment, ensure_ascii=False, sort_keys=True)}")
        body = "\n".join(lines) + "\n"
        signature = b64encode(self._key_id + self._private.sign(body.encode())).decode()
        return Head(self.origin, size, root, at, tip, segment, f"{body}\n— {self.origin} {signature}\n")

    def signature(self, body: bytes) -> bytes:
        return self._private.sign(body)

    def signed(self, head: Head) -> bool:
        """Whether this key signed it."""
        body, _, line = head.text.partition("\n\n")
        try:
            signature = b64decode(line.split()[-1])
            if head.origin != self.origin or signature[:4] != self._key_id:
                return False
            self._public.verify(signature[4:], f"{body}\n".encode())
        except (InvalidSignature, ValueError):  # ValueError: no base64
            return False
        return True


def heads_in(text: str) -> Iterator[Head]:
    """Every head in a text, in its order; what stands between them (a mail's words) is passed over."""
    for found in _NOTE.finditer(text.replace("\r\n", "\n") + "\n"):
        try:
            segment = json.loads(found["segment"]) if found["segment"] else None
        except ValueError:
            continue
        yield Head(
            origin=found["origin"],
            size=int(found["size"]),
            root=b64decode(found["root"]),
            at=found["at"],
            tip=b64decode(found["tip"]),
            segment=segment,
            text=found["body"] + found[0][len(found["body"]) :],
        )
