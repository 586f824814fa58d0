"""Honest Chinese wording of numbers: 近4000人次, 超1.2万单, 330多万单."""

from lianxin.engines.phrases.digits import number_itself
from lianxin.engines.phrases.wording import Style, phrase

__all__ = ["Style", "number_itself", "phrase"]
