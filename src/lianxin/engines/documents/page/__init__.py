"""pdf of the same look, set by Typst: PDF/A-3 with tags, outline, and the document itself attached."""

from lianxin.engines.documents.page.pdf import write_pdf

__all__ = ["write_pdf"]
