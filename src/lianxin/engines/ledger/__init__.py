"""An append-only record of who looked at whom: a hash chain with signed Merkle heads."""

from lianxin.engines.ledger.chain import Entry, canonical, hash_of, leaf_of
from lianxin.engines.ledger.errors import ForeignHead, LedgerError, LedgerLost, NotAHead, Rewound, Unwritable
from lianxin.engines.ledger.heads import Head, Signer, heads_in
from lianxin.engines.ledger.ledger import Ledger
from lianxin.engines.ledger.merkle import check_proof, leaf_hash
from lianxin.engines.ledger.seals import Seal, read_seal, sealed
from lianxin.engines.ledger.verify import Finding, Report

__all__ = [
    "Entry",
    "Finding",
    "ForeignHead",
    "Head",
    "Ledger",
    "LedgerError",
    "LedgerLost",
    "NotAHead",
    "Report",
    "Rewound",
    "Seal",
    "Signer",
    "Unwritable",
    "canonical",
    "check_proof",
    "hash_of",
    "heads_in",
    "leaf_hash",
    "leaf_of",
    "read_seal",
    "sealed",
]
