"""Bytes of a text file as they come from merchants: UTF-8 with or without BOM, GB18030, UTF-16 with BOM.

Everything behind this module works on bytes of a codec in which comma, quote, TAB and line ends never occur
inside a character. That holds for UTF-8 and GB18030 (trail bytes 0x40-0x7E, 0x80-0xFE; 0x30-0x39); UTF-16 is
transcoded.
"""

import codecs
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from lianxin.engines.tabular.problems import NotATable

PIECE = 1 << 20
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_HTML = (b"<html", b"<!doctype html", b"<table", b"<?xml")


#: Opens a file anew, for reading bytes: a BinaryIO, or an archive.Member, which cannot seek.
Opener = Callable[[], Any]


@dataclass(frozen=True)
class Text:
    """A text file. `encoding` what it is in (for the report), `codec` of the bytes that `pieces` gives."""

    encoding: str
    codec: str
    open: Opener

    def pieces(self, size: int = PIECE) -> Iterator[bytes]:
        """Its bytes without BOM."""
        with self.open() as stream:
            if self.encoding == "utf-16":
                yield from _from_utf16(stream, size)
                return
            first = stream.read(max(size, len(codecs.BOM_UTF8)))
            yield first.removeprefix(codecs.BOM_UTF8) if self.codec == "utf-8" else first
            while piece := stream.read(size):
                yield piece


def read_text(opener: Opener) -> Text:
    """Finds the encoding. Raises NotATable for an empty, binary or HTML file."""
    with opener() as stream:
        sample = stream.read(PIECE)
        if not sample.strip(b" \t\r\n\xef\xbb\xbf"):
            raise NotATable("empty_file")
        if sample.startswith(_UTF16):
            return Text("utf-16", "utf-8", opener)
        if sample.lstrip(b" \t\r\n\xef\xbb\xbf")[:20].lower().startswith(_HTML):
            raise NotATable("html_table")
        if sample.count(0) * 100 > len(sample):
            raise NotATable("not_text")
        if sample.startswith(codecs.BOM_UTF8):
            return Text("utf-8-sig", "utf-8", opener)
        while sample.isascii() and (more := stream.read(PIECE)):
            sample = more
    codec = "utf-8" if _is_utf8(sample) else "gb18030"
    return Text(codec, codec, opener)


def _is_utf8(sample: bytes) -> bool:
    """The sample may end, or (a later piece) begin, inside a character."""
    start = next((i for i in range(min(4, len(sample))) if sample[i] & 0xC0 != 0x80), 0)
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample[start:])
    except UnicodeDecodeError:
        return False
    return True


def _from_utf16(stream: Any, size: int) -> Iterator[bytes]:
    decoder = codecs.getincrementaldecoder("utf-16")("replace")
    while piece := stream.read(size):
        yield decoder.decode(piece).encode("utf-8", "replace")
    yield decoder.decode(b"", True).encode("utf-8", "replace")
