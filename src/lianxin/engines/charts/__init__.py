"""Charts: one definition, as svg for pages and as png for documents. No script, no style attribute.

    trend(items) ranking(items) share(items) tiles(items) heat(cells, columns=, rows=) -> Picture
    Picture.svg() -> str; Picture.png() -> bytes

Every picture is `WIDTH` wide, readable in grey print, and says in words when there is nothing to draw. A
table with the same values stands beside it; that and the words for who cannot see are the caller's.

Errors: ChartError > MissingGlyphs.
"""

from lianxin.engines.charts.bars import Bar, trend
from lianxin.engines.charts.cells import Cell, heat, tiles
from lianxin.engines.charts.look import CHINESE, ENGLISH, WIDTH, Words
from lianxin.engines.charts.picture import ChartError, MissingGlyphs, Picture
from lianxin.engines.charts.ranking import ranking
from lianxin.engines.charts.share import MOST, share
from lianxin.engines.charts.sparkline import sparkline

__all__ = [
    "CHINESE",
    "ENGLISH",
    "MOST",
    "WIDTH",
    "Bar",
    "Cell",
    "ChartError",
    "MissingGlyphs",
    "Picture",
    "Words",
    "heat",
    "ranking",
    "share",
    "sparkline",
    "tiles",
    "trend",
]
