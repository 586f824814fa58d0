"""The check of accessibility finds what is wrong."""

from collections.abc import Callable
from typing import Any

import pytest

pytestmark = pytest.mark.browser


def test_axe_finds_what_is_wrong(page: Any, axe: Callable[[Any], None]) -> None:
    sound = '<html lang="zh"><title>x</title><main><h1>连心网</h1>{}</main></html>'
    page.set_content(sound.format("<button>好</button>"))
    axe(page)
    page.set_content(sound.format('<button></button><img src="data:,">'))
    with pytest.raises(AssertionError, match=r"(?s)button-name.*image-alt"):
        axe(page)
