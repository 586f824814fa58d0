"""html in one file: no scripts, nothing fetched, prints like the paper."""

from lianxin.engines.documents.web.html import write_html

__all__ = ["write_html"]
