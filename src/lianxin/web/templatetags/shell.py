"""Small pieces of every page: icons, names, the language tag."""

from typing import TYPE_CHECKING

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractUser

register = template.Library()

_HTML_LANGUAGES = {"zh-hans": "zh-Hans-CN", "zh-hant": "zh-Hant", "en": "en"}
_ALERTS = {"error": "danger", "warning": "warning", "success": "success"}
_ALERT_ICONS = {"error": "alert-triangle", "warning": "alert-triangle", "success": "circle-check"}


@register.simple_tag
def icon(name: str) -> SafeString:
    """One icon of the sprite; it stands beside words, so readers skip it."""
    return format_html(
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}#{}"/></svg>',
        static("vendor/tabler/icons.svg"),
        name,
    )


@register.simple_tag
def mark() -> str:
    return static("web/mark.svg")


@register.filter
def html_language(code: str) -> str:
    return _HTML_LANGUAGES.get(code, code)


@register.filter
def shown_name(user: "AbstractUser | None") -> str:
    if user is None:
        return "—"
    return getattr(user, "display_name", "") or user.get_username()


@register.filter
def initial(user: "AbstractUser") -> str:
    return shown_name(user)[:1].upper()


@register.filter
def alert_kind(level: str) -> str:
    return _ALERTS.get(level, "info")


@register.filter
def alert_icon(level: str) -> str:
    return _ALERT_ICONS.get(level, "info-circle")
