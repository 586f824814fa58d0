"""What can be refused about a report; words are in core.messages."""

from typing import Any


class ReportRefused(Exception):
    """Nothing was done; `code` and `params` say why."""

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code, params)
        self.code = code
        self.params = params
