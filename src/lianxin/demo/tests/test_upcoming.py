"""The days around today: the same for the same day, and nobody is booked twice."""

import csv
import datetime as dt
from pathlib import Path

import pytest

from lianxin.demo import asking, write
from lianxin.lib.dates import BEIJING
from lianxin.spaces.rules import Span, Wanted, clashes

WHICH = {"scale": "small", "year": 2021, "seed": 2021}


@pytest.mark.parametrize(
    "today", [dt.date(2026, 11, 27), dt.date(2028, 2, 28), dt.date(2026, 12, 31)], ids=str
)
def test_a_day_has_its_bookings(folder: Path, today: dt.date) -> None:
    one, two = (write(folder / name, today, **WHICH).read_bytes() for name in ("a", "b"))
    assert one == two
    rows = list(csv.reader(one.decode("utf-8-sig").splitlines()))[1:]
    assert len({row[0] for row in rows}) == len(rows) > 200
    spans = [Span(moment(row[3]), moment(row[4])) for row in rows]
    assert not clashes([Wanted(n, row[0], row[1], spans[n]) for n, row in enumerate(rows)], [])
    days = {span.start.date() for span in spans}
    assert {today, today + dt.timedelta(days=7)} < days
    assert {row[5] for row in rows if moment(row[3]).date() >= today} == {"已预约"}
    assert len(set(asking(today, **WHICH))) == 3


def moment(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=BEIJING)
