"""One document, five forms: docx by GB/T 9704-2012, pdf of the same look, html, xlsx, json.

Plain Python: no Django, no words, no globals.
"""

from lianxin.engines.documents.checking import check_docx
from lianxin.engines.documents.data import stream_json, write_json
from lianxin.engines.documents.errors import (
    BadDocument,
    DamagedFile,
    DocumentError,
    MissingGlyph,
    NotOurs,
    TooLarge,
)
from lianxin.engines.documents.look import GB9704, Face, Look, Margins, Style
from lianxin.engines.documents.model import (
    Block,
    Carried,
    Chart,
    Column,
    Deviation,
    Document,
    Edition,
    FigureUse,
    HandEdit,
    Heading,
    Inline,
    Inlines,
    Items,
    PageBreak,
    Paragraph,
    Place,
    ReceiptTable,
    Shown,
    Table,
    Text,
)
from lianxin.engines.documents.numbering import Numbers, item_number
from lianxin.engines.documents.page import write_pdf
from lianxin.engines.documents.payload import fingerprint, from_json, to_json
from lianxin.engines.documents.reading import read, read_receipts
from lianxin.engines.documents.sheets import stream_xlsx, write_xlsx
from lianxin.engines.documents.web import write_html
from lianxin.engines.documents.word import write_docx
from lianxin.engines.documents.words import annex_mark

__all__ = [
    "GB9704",
    "BadDocument",
    "Block",
    "Carried",
    "Chart",
    "Column",
    "DamagedFile",
    "Deviation",
    "Document",
    "DocumentError",
    "Edition",
    "Face",
    "FigureUse",
    "HandEdit",
    "Heading",
    "Inline",
    "Inlines",
    "Items",
    "Look",
    "Margins",
    "MissingGlyph",
    "NotOurs",
    "Numbers",
    "PageBreak",
    "Paragraph",
    "Place",
    "ReceiptTable",
    "Shown",
    "Style",
    "Table",
    "Text",
    "TooLarge",
    "annex_mark",
    "check_docx",
    "fingerprint",
    "from_json",
    "item_number",
    "read",
    "read_receipts",
    "stream_json",
    "stream_xlsx",
    "to_json",
    "write_docx",
    "write_html",
    "write_json",
    "write_pdf",
    "write_xlsx",
]
