"""The templates that come with the program: Markdown files beside this package."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal


@dataclass(frozen=True)
class Shipped:
    """`title` may say {period}: the period in words."""

    name: str
    language: Literal["zh", "en"]
    title: str


#: In the order in which they are offered; the first is the default.
SHIPPED = (
    Shipped("annual", "zh", "{period}网络人士服务工作报告"),
    Shipped("quarterly", "zh", "{period}网络人士服务工作简报"),
    Shipped("summary", "zh", "{period}工作情况一页通"),
    Shipped("annual-en", "en", "Annual Report {period}"),
)


@cache
def shipped_text(name: str) -> str:
    """Raises KeyError for a name that is none of them."""
    if name not in {one.name for one in SHIPPED}:
        raise KeyError(name)
    return files("lianxin.reports").joinpath("shipped", f"{name}.md").read_text("utf-8")
