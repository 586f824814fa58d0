"""What an action on a plan raises."""

from __future__ import annotations

from typing import Any


class NotPlanned(Exception):
    """`code` and `params` say why, in the words of core.messages. Nothing was written."""

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code)
        self.code = code
        self.params = params
