"""Secret keys of the home: made once, readable by the owner only."""

import os
import secrets
from functools import cache

from lianxin.core.home import home


@cache
def key(name: str, size: int) -> bytes:
    """The home's key called `name`, `size` random bytes; made on first use."""
    folder = home().keys
    path = folder / name
    if not path.exists():
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
