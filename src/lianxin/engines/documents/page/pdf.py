"""Compiles the template. A character that no font has is an error, which PDF/A asks for anyway."""

from __future__ import annotations

import datetime as dt
import json
import re
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

from lianxin.engines.documents.compose import composed
from lianxin.engines.documents.errors import BadDocument, MissingGlyph
from lianxin.engines.documents.look import GB9704, Look
from lianxin.engines.documents.model import Document
from lianxin.engines.documents.page.data import template_data
from lianxin.engines.documents.page.fonts import fonts
from lianxin.engines.documents.payload import to_json

#: Attached files need part 3; level a asks for tags and alternative texts.
STANDARD: Literal["a-3a"] = "a-3a"
ATTACHED = "edition.json"
_MISSING = re.compile(r"the text `(.+?)` could not be displayed", re.DOTALL)


def write_pdf(document: Document, look: Look = GB9704) -> bytes:
    """Raises MissingGlyph where no font at hand has a character."""
    with TemporaryDirectory() as name:
        folder = Path(name)

        def add_picture(png: bytes) -> str:
            path = folder / f"{len(list(folder.iterdir()))}.png"
            path.write_bytes(png)
            return path.name

        data = template_data(document, look, composed(document, look.red_head), add_picture)
        (folder / "data.json").write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
        (folder / ATTACHED).write_text(to_json(document), encoding="utf-8")
        template = files("lianxin.engines.documents.page").joinpath("report.typ").read_bytes()
        (folder / "report.typ").write_bytes(template)
        return _compile(folder, document)


def _compile(folder: Path, document: Document) -> bytes:
    import typst  # only when a pdf is written

    published = document.edition.published_at
    moment = dt.datetime.fromisoformat(published) if published else dt.datetime.now(dt.UTC)
    compiler = typst.Compiler(str(folder / "report.typ"), root=str(folder), font_paths=fonts())
    try:
        made = compiler.compile(format="pdf", pdf_standards=[STANDARD], timestamp=int(moment.timestamp()))
    except typst.TypstError as error:
        raise _told(error.message) from error
    assert isinstance(made, bytes)  # noqa: S101  a pdf is one file
    return made


def _told(message: str) -> MissingGlyph | BadDocument:
    if missing := _MISSING.search(message):
        return MissingGlyph("missing_glyph", characters=missing[1].strip('"'))
    return BadDocument("not_set", detail=message)
