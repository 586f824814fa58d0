"""Small files in memory, read the way an import reads them."""

import csv
import io
from pathlib import Path

from lianxin.engines.tabular import Chunk, find_header, open_tables
from lianxin.sales.rules import ORDER_FORMATS
from lianxin.sales.rules.formats import OrderFormat
from lianxin.sales.rules.lines import LineReader
from lianxin.sales.rules.orders import asked_for, headers_of, profile
from lianxin.sales.rules.reading import Refusal


def csv_text(rows: list[dict[str, str]], headers: list[str] | None = None) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, headers or list(rows[0]), restval="")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def read(folder: Path, text: str, form: OrderFormat | None = None, words: dict[str, str] | None = None):
    """(lines as dicts, refusals, reading) of a csv text."""
    path = folder / "orders.csv"
    path.write_text(text, "utf-8")
    forms = (form,) if form else ORDER_FORMATS
    (table,) = open_tables(path)
    match = find_header(table.head, [profile(one) for one in forms])
    form = next(one for one in forms if one.name == match.profile.name)
    headers = headers_of(form, match)
    reader = LineReader(form, headers, words or {}, "")
    lines: list[dict[str, object]] = []
    refusals: list[Refusal] = []
    for chunk in table.chunks(asked_for(headers.values(), match), match.header_row):
        found, refused = reader.lines(chunk)
        lines += found.to_pylist()
        refusals += refused
    return lines, refusals, reader.reading


__all__ = ["Chunk", "csv_text", "read"]
