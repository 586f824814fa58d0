"""Whether a docx is as its look says, read from the raw XML: nothing is taken from what writes it."""

from lianxin.engines.documents.checking.check import check_docx

__all__ = ["check_docx"]
