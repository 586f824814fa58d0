"""Charts as svg: one definition for pages and documents. No script, no style attribute, colours by class."""

from lianxin.engines.charts.bars import Bar, bars
from lianxin.engines.charts.sparkline import sparkline

__all__ = ["Bar", "bars", "sparkline"]
