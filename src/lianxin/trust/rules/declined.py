"""Why something about rights cannot be done."""

from typing import Any


class Declined(Exception):
    """`code` and `params` say why, words in core.messages. Nothing was changed."""

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code)
        self.code = code
        self.params = params
