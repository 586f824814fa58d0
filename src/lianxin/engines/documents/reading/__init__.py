"""Any of the five forms read back: what it carries, and every number in it that was changed by hand."""

from lianxin.engines.documents.reading.json import read_receipts
from lianxin.engines.documents.reading.read import read

__all__ = ["read", "read_receipts"]
