"""Every figure is compiled before anyone asks, else the first page would wait for it."""

import logging

from django.db import connection

from lianxin.console.queries.cards import cards_by_line
from lianxin.console.queries.periods import latest_year
from lianxin.lib.dates import parse_period
from lianxin.reports.actions import take_snapshot

log = logging.getLogger(__name__)


def warm() -> None:
    """Meant for a thread of its own. What goes wrong is logged; the page will say it too."""
    try:
        snapshot = take_snapshot()
        cards_by_line(parse_period(str(latest_year(snapshot))), snapshot)
    except Exception:
        log.exception("figures could not be computed ahead")
    finally:
        connection.close()
