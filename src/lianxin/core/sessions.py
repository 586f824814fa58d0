"""Sessions in the database, sealed: what somebody searched for, and why somebody looked, may hold a name."""

from __future__ import annotations

from typing import Any

from cryptography.exceptions import InvalidTag
from django.contrib.sessions.backends import db

from lianxin.core.fields import seal, unseal


class SessionStore(db.SessionStore):
    """A session that cannot be opened, because the key is another, is an empty one."""

    def encode(self, session_dict: dict[str, Any]) -> str:
        return str(seal(super().encode(session_dict)))

    def decode(self, session_data: str | bytes) -> dict[str, Any]:
        text = session_data if isinstance(session_data, str) else session_data.decode("ascii")
        try:
            return super().decode(unseal(text))
        except (InvalidTag, ValueError):
            return {}
