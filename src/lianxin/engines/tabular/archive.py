"""Members of a zip, within bounds, read as streams: nothing is unpacked to disk."""

import zipfile
import zlib
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import PurePosixPath
from typing import Any

from lianxin.engines.tabular.encoding import Opener
from lianxin.engines.tabular.problems import DamagedFile, PasswordNeeded, TooLarge

MAX_MEMBERS = 500
MAX_INFLATED = 8 << 30
MAX_RATIO = 300  # order exports shrink 5 to 30 times; deflate's limit, which bombs come near, is 1032
FREE = 16 << 20  # below this a high ratio does no harm
_UTF8_NAME = 0x800
_ENCRYPTED = 0x1


class Member:
    """One member as a stream, counted while it is inflated: the directory's sizes may lie."""

    def __init__(self, opener: Opener, info: zipfile.ZipInfo, password: bytes | None) -> None:
        self._file: Any = opener()
        self._limit = min(MAX_INFLATED, max(FREE, info.compress_size * MAX_RATIO))
        self._count = 0
        try:
            self._member = zipfile.ZipFile(self._file).open(info, pwd=password)  # noqa: SIM115  closed in close
        except RuntimeError as error:  # zipfile's way to say that the password is wrong or missing
            self._file.close()
            raise PasswordNeeded("wrong_password" if password else "password_needed") from error
        except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError) as error:
            self._file.close()
            raise DamagedFile("damaged_member", detail=str(error)) from error

    def read(self, size: int = -1) -> bytes:
        try:
            piece = self._member.read(size if size >= 0 else self._limit + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError) as error:
            raise DamagedFile("damaged_member", detail=str(error)) from error
        self._count += len(piece)
        if self._count > self._limit:
            raise TooLarge("too_large", limit=self._limit)
        return piece

    def close(self) -> None:
        self._member.close()
        self._file.close()

    def __enter__(self) -> "Member":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def members(opener: Opener, password: str | None) -> Iterator[tuple[str, Callable[[], Member]]]:
    """(name, how to open it) of each file that a user put in."""
    with opener() as stream, zipfile.ZipFile(stream) as package:
        wanted = [info for info in package.infolist() if _is_users(info)]
    if len(wanted) > MAX_MEMBERS:
        raise TooLarge("too_many_members", limit=MAX_MEMBERS)
    if sum(info.file_size for info in wanted) > MAX_INFLATED:
        raise TooLarge("too_large", limit=MAX_INFLATED)
    for info in wanted:
        secret = password.encode() if password and info.flag_bits & _ENCRYPTED else None
        yield _name(info), partial(Member, opener, info, secret)


def _name(info: zipfile.ZipInfo) -> str:
    """Chinese Windows writes names in GBK without saying so; zipfile then reads them as cp437."""
    if info.flag_bits & _UTF8_NAME:
        return info.filename
    raw = info.filename.encode("cp437", "replace")
    for codec in ("utf-8", "gb18030"):
        try:
            return raw.decode(codec)
        except UnicodeDecodeError:
            continue
    return info.filename


def _is_users(info: zipfile.ZipInfo) -> bool:
    """Not a folder, not what macOS and Excel leave behind."""
    path = PurePosixPath(info.filename)
    hidden = path.name.startswith((".", "~$")) or "__MACOSX" in path.parts
    return not info.is_dir() and not hidden
