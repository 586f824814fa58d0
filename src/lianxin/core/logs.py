"""What logs say: where something failed, never with which values."""

from __future__ import annotations

import logging
import traceback
from types import TracebackType


class Discreet(logging.Formatter):
    """An exception is its class, its code if any, and where it was raised: its words may hold a name."""

    def formatException(  # noqa: N802  the name that logging calls
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None],
    ) -> str:
        found: list[str] = []
        error = ei[1]
        while error is not None:
            found[:0] = [*traceback.format_tb(error.__traceback__), f"{_named(error)}\n"]
            hidden = error.__suppress_context__
            error = error.__cause__ or (None if hidden else error.__context__)
        return "".join(found).rstrip("\n")


def _named(error: BaseException) -> str:
    name = f"{type(error).__module__}.{type(error).__qualname__}"
    code = getattr(error, "code", "")
    return f"{name} {code}" if isinstance(code, str) and code else name


LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "discreet": {"()": Discreet, "format": "{asctime} {levelname} {name}: {message}", "style": "{"}
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "discreet"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": [], "level": "WARNING", "propagate": True},
        # what is not found is no fault, and a mistyped address may hold a name
        "django.request": {"handlers": [], "level": "ERROR", "propagate": True},
    },
}
