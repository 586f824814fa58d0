"""What live sessions will sell: learnt from what past ones sold, and how sure that is.

Only sales of produce are forecast. Past lines go in, a `Fit` comes out, and from that forecasts of showings.
"""

from lianxin.engines.forecast.demand import Expected, Offer, curve, expected, sessions_a_week
from lianxin.engines.forecast.fit import Fit, fit
from lianxin.engines.forecast.forecast import Forecast, forecast
from lianxin.engines.forecast.lines import PastLine, Showing, hour_class
from lianxin.engines.forecast.naive import MEANS, last_season, mean_of
from lianxin.engines.forecast.rolling import origins, split
from lianxin.engines.forecast.scores import Compared, Score, against, compare, score

__all__ = [
    "MEANS",
    "Compared",
    "Expected",
    "Fit",
    "Forecast",
    "Offer",
    "PastLine",
    "Score",
    "Showing",
    "against",
    "compare",
    "curve",
    "expected",
    "fit",
    "forecast",
    "hour_class",
    "last_season",
    "mean_of",
    "origins",
    "score",
    "sessions_a_week",
    "split",
]
