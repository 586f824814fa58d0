"""Aftersales, order lists and roll back, whichever file came first. Checked against the rules."""

import datetime as dt
import itertools
from decimal import Decimal

import pytest

from lianxin.engines.lake import Counts
from lianxin.engines.lake.tests.exports import aftersales, ask, lines, put, source

REFUND = "SELECT line_id, refund_amount, refund_basis FROM lake.lines ORDER BY line_id"
ITEMS = lines({"line_id": "1", "order_id": "9"}, {"line_id": "9", "order_id": "9"})
LIST = lines({"line_id": "9", "order_id": "9", "shop": "店", "own_paid_at": dt.datetime(2021, 1, 5)})


def _done(number, line, yuan, succeeded=True):
    return {"aftersale_id": number, "line_id": line, "succeeded": succeeded, "refund_amount": Decimal(yuan)}


@pytest.mark.parametrize("orders_first", [True, False])
def test_refunds_are_summed_whatever_shop_the_files_name(lake, orders_first):
    files = [
        (lines({"line_id": "1", "shop": "店"}, {"line_id": "2", "shop": "店"}), source("orders")),
        (
            aftersales(_done("A", "1", "2.00"), _done("B", "1", "1.50"), _done("C", "2", "9.00", False)),
            source("back"),
        ),
    ]
    for tables, src in files if orders_first else reversed(files):
        put(lake, tables, src)
    assert ask(lake, REFUND) == [("1", Decimal("3.50"), "aftersale"), ("2", Decimal("0.00"), "none")]


def test_rows_settled_on_arrival_have_row_ids_of_their_own(lake):
    put(lake, aftersales(*(_done(f"A{n}", str(n), "1.00") for n in range(60))), source("back"))
    for batch, first in (("b1", 0), ("b2", 30)):
        put(lake, lines(*({"line_id": str(n)} for n in range(first, first + 30))), source(batch, 2))
    assert ask(lake, "SELECT count(*), count(DISTINCT rowid) FROM lake.lines") == [(60, 60)]
    later = lines(*({"line_id": str(n), "status": "closed"} for n in range(10)))
    assert put(lake, later, source("b3", 5)) == Counts(updated=10)
    assert ask(lake, "SELECT count(*), count(DISTINCT line_id) FROM lake.lines") == [(60, 60)]


@pytest.mark.parametrize("order", list(itertools.permutations(["items", "list"])))
def test_order_list_gives_way_to_items_and_tells_when_they_were_paid(lake, order):
    for name in order:
        tables, grain = (ITEMS, "line") if name == "items" else (LIST, "order")
        put(lake, tables, source(name, platform="淘宝", grain=grain))
    found = ask(lake, "SELECT grain, line_id, paid_at, covered FROM lake.lines ORDER BY grain, line_id")
    paid = dt.datetime(2021, 1, 5)
    assert found == [("line", "1", paid, False), ("line", "9", paid, False), ("order", "9", paid, True)]


def test_roll_back_of_aftersales_gives_back_what_the_order_file_said(lake):
    put(lake, lines({"line_id": "1"}), source("orders"))
    put(lake, aftersales(_done("A", "1", "2.00")), source("back"))
    with lake.writing("t", "undo") as w:
        w.roll_back("back")
    assert ask(lake, REFUND) == [("1", Decimal("0.00"), "none")]


def test_roll_back_leaves_what_a_later_batch_replaced(lake):
    for day, (batch, status) in enumerate([("a", "paid"), ("b", "shipped"), ("c", "closed")], 1):
        put(lake, lines({"line_id": "1", "status": status}), source(batch, day))
    with lake.writing("t", "undo") as w:
        w.roll_back("b")
    assert ask(lake, "SELECT status FROM lake.lines") == [("closed",)]
    with lake.writing("t", "undo") as w:
        w.roll_back("c")
    # Not "shipped": that batch was rolled back too.
    assert ask(lake, "SELECT status FROM lake.lines") == [("paid",)]
