"""Files from outside, opened within bounds: sizes, zip members, XML without document types."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from xml.etree import ElementTree as ET

from lianxin.engines.documents.errors import DamagedFile, TooLarge

MB = 1 << 20
MAX_FILE = 256 * MB
MAX_MEMBER = 48 * MB  # of one part that is parsed; a report of 300 pages has 5
MAX_MEMBERS = 5000
MAX_INFLATED = 4096 * MB  # of all parts, most of which are never opened
MAX_RATIO = 300  # deflate's limit, which bombs come near, is 1032; ours and Office's stay below 60
FREE = 4 * MB  # below this a high ratio does no harm


def checked_size(path: Path, most: int = MAX_FILE) -> None:
    if path.stat().st_size > most:
        raise TooLarge("document_too_large", limit=most // MB)


@contextmanager
def opened_zip(path: Path) -> Iterator[zipfile.ZipFile]:
    """Raises DamagedFile, TooLarge."""
    checked_size(path)
    try:
        with zipfile.ZipFile(path) as package:
            infos = package.infolist()
            if len(infos) > MAX_MEMBERS or sum(info.file_size for info in infos) > MAX_INFLATED:
                raise TooLarge("document_too_large", limit=MAX_INFLATED // MB)
            yield package
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError) as error:
        raise DamagedFile("damaged_document", detail=str(error)) from error


def member(package: zipfile.ZipFile, name: str, most: int = MAX_MEMBER) -> bytes:
    """Counted while it is inflated: the directory's sizes may lie. Raises DamagedFile, TooLarge."""
    try:
        info = package.getinfo(name)
    except KeyError as error:
        raise DamagedFile("damaged_document", detail=name) from error
    limit = min(most, max(FREE, info.compress_size * MAX_RATIO))
    with package.open(info) as stream:
        data = stream.read(limit + 1)
    if len(data) > limit:
        raise TooLarge("document_too_large", limit=limit // MB)
    return data


class _NoDoctype(ET.TreeBuilder):
    """Entities come from document types, which no office file has."""

    def doctype(self, name: str, pubid: str | None, system: str | None) -> None:
        raise DamagedFile("damaged_document", detail=f"DOCTYPE {name}")


def parsed(data: bytes) -> ET.Element:
    """Raises DamagedFile."""
    parser = ET.XMLParser(target=_NoDoctype())  # noqa: S314  refuses document types, so nothing is expanded
    try:
        parser.feed(data)
        return parser.close()
    except (ET.ParseError, LookupError, ValueError) as error:  # bad XML, or an encoding that there is not
        raise DamagedFile("damaged_document", detail=str(error)) from error
