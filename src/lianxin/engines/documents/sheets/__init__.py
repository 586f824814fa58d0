"""xlsx: what the edition is, its figures, a sheet per table and per receipt. Receipts are streamed."""

from lianxin.engines.documents.sheets.workbook import stream_xlsx, write_xlsx

__all__ = ["stream_xlsx", "write_xlsx"]
