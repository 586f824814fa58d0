"""An html export: the data block, and the text that a browser would show."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

from lianxin.engines.documents.errors import DamagedFile, NotOurs
from lianxin.engines.documents.reading.bounds import checked_size
from lianxin.engines.documents.reading.lines import normal

_DATA = "lianxin-edition"
_BLOCKS = {
    *("p", "div", "section", "main", "body", "article", "ul", "ol", "li", "table", "thead", "tbody", "tr"),
    *("h1", "h2", "h3", "h4", "h5", "h6", "figure", "figcaption", "blockquote", "pre", "header", "footer"),
}
_UNSEEN = {"script", "style", "head", "svg", "template", "noscript"}
_MOST = 64 << 20


def read_html(path: Path) -> tuple[bytes, list[str]]:
    """What it carries, and its lines. Raises NotOurs, DamagedFile, TooLarge."""
    checked_size(path, _MOST)
    page = _Page()
    try:
        page.feed(path.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError as error:
        raise DamagedFile("damaged_document", detail=str(error)) from error
    page.close()
    page.flush()
    if not page.data:
        raise NotOurs("not_an_edition")
    return "".join(page.data).encode(), page.lines


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.data: list[str] = []
        self.lines: list[str] = []
        self._text: list[str] = []
        self._unseen: list[str] = []
        self._is_data = False

    def flush(self) -> None:
        if line := normal("".join(self._text)):
            self.lines.append(line)
        self._text.clear()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _UNSEEN:
            self._unseen.append(tag)
        if tag == "script":
            self._is_data = dict(attrs).get("id") == _DATA
        elif tag in _BLOCKS:
            self.flush()
        elif tag == "br":
            self._text.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN and tag in self._unseen:
            while self._unseen.pop() != tag:
                pass
            self._is_data = False
        elif tag in _BLOCKS:
            self.flush()
        elif tag in ("td", "th"):
            self._text.append("\t")

    def handle_data(self, data: str) -> None:
        if self._is_data:
            self.data.append(data)
        elif not self._unseen:
            self._text.append(data)
