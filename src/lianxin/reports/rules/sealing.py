"""What the seal of an edition says, and whether it vouches for what a file says."""

from lianxin.engines.documents import Edition
from lianxin.engines.ledger import Seal, read_seal


def sealed_facts(edition: Edition, fingerprint: str) -> dict[str, str]:
    return {
        "edition": edition.id,
        "fingerprint": fingerprint,
        "snapshot": edition.snapshot,
        "status": edition.status,
        "published_at": edition.published_at,
    }


def vouching(edition: Edition, fingerprint: str) -> Seal | None:
    """The seal, if it is sound and of this document; None if forged, of another document, or missing."""
    seal = read_seal(edition.seal)
    return seal if seal and dict(seal.facts) == sealed_facts(edition, fingerprint) else None
