"""Personal values that stay hidden until they are asked for."""

from django import template

from lianxin.core.slices import masked

register = template.Library()


@register.filter
def masked_as(text: str, category: str) -> str:
    """138****5678; `category` as in `core.fields.CATEGORIES`."""
    return masked(category, text)
