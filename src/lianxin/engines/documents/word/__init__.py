"""docx by GB/T 9704-2012: python-docx holds the package, the XML is written here."""

from lianxin.engines.documents.word.package import write_docx

__all__ = ["write_docx"]
