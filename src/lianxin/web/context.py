"""What the page shell needs on every page. Each language is called by its own name."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def shell(request: HttpRequest) -> dict[str, Any]:
    return {"languages": settings.LANGUAGES, "appearance": request.COOKIES.get("lianxin_appearance", "auto")}
