"""Password-locked xlsx."""

import struct
from io import BytesIO
from pathlib import PurePath

import msoffcrypto
from msoffcrypto.exceptions import DecryptionError, FileFormatError, InvalidKeyError, ParseError

from lianxin.engines.tabular.problems import DamagedFile, PasswordNeeded


def is_locked(content: bytes) -> bool:
    """Whether an OLE file (xls, or the envelope of a locked xlsx) is encrypted."""
    try:
        return bool(msoffcrypto.OfficeFile(BytesIO(content)).is_encrypted())
    except Exception as error:  # the library lets struct.error, IndexError and olefile's own through
        raise DamagedFile("damaged_file", detail=type(error).__name__) from error


def unlock(content: bytes, name: str, password: str | None) -> bytes:
    """The open file. Kuaishou locks exports with the last six characters of the file name's stem."""
    for attempt in (password, PurePath(name).stem[-6:]):
        if attempt:
            opened = _try(content, attempt)
            if opened is not None:
                return opened
    raise PasswordNeeded("wrong_password" if password else "password_needed")


def _try(content: bytes, password: str) -> bytes | None:
    target = BytesIO()
    try:
        book = msoffcrypto.OfficeFile(BytesIO(content))
        book.load_key(password=password)
        book.decrypt(target)
    except (InvalidKeyError, DecryptionError):
        return None
    except (FileFormatError, ParseError, struct.error, ValueError, KeyError, IndexError, OSError) as error:
        raise DamagedFile("damaged_file", detail=type(error).__name__) from error
    opened = target.getvalue()
    return opened if opened.startswith((b"PK", b"\xd0\xcf\x11\xe0", b"\x09\x08")) else None
