"""An action on behalf of a page, and what the next page says of it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest

from lianxin.core.messages import Coded, message


def tried(request: HttpRequest, act: Callable[[], Any], done: str) -> bool:
    """Whether it was done; the page that comes next says so, or why not."""
    try:
        act()
    except Exception as error:
        if not isinstance(error, Coded):
            raise
        messages.error(request, message(error.code, error.params))
        return False
    messages.success(request, done)
    return True
