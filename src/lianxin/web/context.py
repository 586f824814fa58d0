"""What the page shell needs on every page."""

from typing import Any

from django.http import HttpRequest


def shell(request: HttpRequest) -> dict[str, Any]:
    return {"appearance": request.COOKIES.get("lianxin_appearance", "auto")}
