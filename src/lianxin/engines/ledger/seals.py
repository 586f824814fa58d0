"""A seal: facts signed with the ledger's key, in a text that can be checked without the home.

Lines of `name value`, an empty line, the signature, and the public key as other programs take it. The first
line keeps a seal from ever being taken for a head. That a seal is sound says that its key signed the facts;
whose key that is, its origin says: the signed heads of the same home bear the same.
"""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from lianxin.engines.ledger.heads import Signer

_FIRST = "lianxin seal"
_ED25519 = b"\x01"
_NAME = re.compile(r"[a-z_]+")


@dataclass(frozen=True)
class Seal:
    """`origin` names the key: the beginning of its hash."""

    origin: str
    facts: Mapping[str, str]


def sealed(signer: Signer, facts: Mapping[str, str]) -> str:
    """ValueError for a fact that does not stand on one line."""
    for name, value in facts.items():
        if not _NAME.fullmatch(name) or "\n" in value or "\r" in value:
            raise ValueError(name)
    body = "\n".join([_FIRST, *(f"{name} {value}" for name, value in facts.items())]) + "\n"
    signature = b64encode(signer.signature(body.encode())).decode()
    return f"{body}\n— {signer.origin} {signature}\n{signer.verifier}\n"


def read_seal(text: str) -> Seal | None:
    """The facts, if the key that the seal carries signed just these; None for anything else."""
    body, _, rest = text.partition("\n\n")
    try:
        line, verifier = rest.strip().split("\n")
        dash, origin, signature = line.split(" ")
        named, _key_id, key = verifier.split("+", 2)
        raw = b64decode(key, validate=True)
        public = Ed25519PublicKey.from_public_bytes(raw[1:])
        first, *facts = body.split("\n")
        public.verify(b64decode(signature, validate=True), f"{body}\n".encode())
    except (ValueError, InvalidSignature):
        return None
    whose = f"lianxin/{sha256(raw[1:]).hexdigest()[:16]}"
    if (first, dash, origin, named, raw[:1]) != (_FIRST, "—", whose, whose, _ED25519):
        return None
    return Seal(whose, dict(fact.partition(" ")[::2] for fact in facts))
