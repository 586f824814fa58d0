"""Secret keys of the home: made once, readable by the owner only."""

import os
import secrets
from functools import cache

from lianxin.core.home import home

#: What personal data is sealed with.
FIELD_KEY = "field.key"


class KeyLost(Exception):
    """The field key is gone, but what was sealed with it is there. params: file."""

    code = "key_lost"

    def __init__(self, file: str) -> None:
        super().__init__(file)
        self.params = {"file": file}


def field_key() -> bytes:
    """For AES-SIV: 64 bytes. Raises KeyLost."""
    return key(FIELD_KEY, 64)


@cache
def key(name: str, size: int) -> bytes:
    """The home's key called `name`, `size` random bytes; made on first use.

    Raises KeyLost: the field key is made before anything is kept, and never again.
    """
    folder = home().keys
    path = folder / name
    if not path.exists():
        if name == FIELD_KEY and home().in_use:
            raise KeyLost(str(path))
        home().make()
        draft = folder / f".{name}.{os.getpid()}"
        draft.touch(mode=0o600)
        draft.write_bytes(secrets.token_bytes(size))
        try:
            os.link(draft, path)  # unlike rename, never replaces a key another process has just made
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_bytes()
