"""What follows from several files together: refunds from aftersales, paid_at from order lists.

Run after every change, whichever file came first. Only lines for which something differs are written.
"""

from typing import Any

from lianxin.engines.lake.connection import literal

#: DuckLake numbers the rows of a running transaction from here on, anew in each. UPDATE would keep such
#: numbers for good, so that several rows have the same; those rows are written anew. Others keep theirs, as
#: `seen` names it.
_FRESH = 10**18

#: Joined by number alone, whatever the shop: item lists and aftersale files do not name one, order lists do.
_WANTED = """
    CREATE OR REPLACE TEMP TABLE wanted AS
    WITH refund AS (
        SELECT line_id, sum(refund_amount) AS amount FROM (
            SELECT DISTINCT aftersale_id, line_id, refund_amount
            FROM lake.aftersales WHERE succeeded AND platform = $platform
        ) GROUP BY 1
    ), list AS (
        SELECT order_id, max(own_paid_at) AS paid_at
        FROM lake.lines WHERE grain = 'order' AND platform = $platform GROUP BY 1
    ), itemised AS (
        SELECT DISTINCT order_id FROM lake.lines
        WHERE grain = 'line' AND platform = $platform AND EXISTS (SELECT 1 FROM list)
    ), due AS (
        SELECT l.rowid AS stored_row, l.refund_amount AS old_amount, l.refund_basis AS old_basis,
               l.paid_at AS old_paid_at, l.covered AS old_covered,
               coalesce(refund.amount, l.own_refund_amount) AS refund_amount,
               CASE WHEN refund.amount IS NULL THEN l.own_refund_basis ELSE 'aftersale' END AS refund_basis,
               CASE WHEN l.grain = 'line' AND list.order_id IS NOT NULL THEN list.paid_at
                    ELSE l.own_paid_at END AS paid_at,
               l.grain = 'order' AND itemised.order_id IS NOT NULL AS covered
        FROM lake.lines l
        LEFT JOIN refund USING (line_id)
        LEFT JOIN list USING (order_id)
        LEFT JOIN itemised USING (order_id)
        WHERE l.platform = $platform
    )
    SELECT stored_row, refund_amount, refund_basis, paid_at, covered FROM due
    WHERE (refund_amount, refund_basis, paid_at, covered)
          IS DISTINCT FROM (old_amount, old_basis, old_paid_at, old_covered)
"""


def settle(con: Any, platform: str, *, taken_back: bool = False) -> int:
    """Bring the derived columns of the platform's lines up to date; the number of lines changed.

    `taken_back`: aftersales or order lists may have been removed, so that their traces are to be removed too.
    """
    if not taken_back and not _is_derived(con, platform):
        return 0
    con.execute(_WANTED, {"platform": platform})
    changed = int(con.execute("SELECT count(*) FROM wanted").fetchall()[0][0])
    if changed:
        con.execute(
            "UPDATE lake.lines SET refund_amount = w.refund_amount, refund_basis = w.refund_basis, "
            "paid_at = w.paid_at, covered = w.covered FROM wanted w "
            f"WHERE lines.rowid = w.stored_row AND w.stored_row < {_FRESH}"
        )
        _write_fresh_anew(con)
    return changed


def _write_fresh_anew(con: Any) -> None:
    con.execute(
        f"""
        CREATE OR REPLACE TEMP TABLE fresh AS
        SELECT l.* REPLACE (w.refund_amount AS refund_amount, w.refund_basis AS refund_basis,
                            w.paid_at AS paid_at, w.covered AS covered)
        FROM lake.lines l JOIN wanted w ON l.rowid = w.stored_row
        WHERE l.rowid >= {_FRESH} ORDER BY w.stored_row
        """
    )
    con.execute(
        f"DELETE FROM lake.lines WHERE rowid IN (SELECT stored_row FROM wanted WHERE stored_row >= {_FRESH})"
    )
    con.execute("INSERT INTO lake.lines SELECT * FROM fresh")


def _is_derived(con: Any, platform: str) -> bool:
    """Without an aftersale or an order list every line is as its own file says."""
    of = f"platform = {literal(platform)}"
    lists = f"SELECT 1 FROM lake.lines WHERE {of} AND grain = 'order' LIMIT 1"
    aftersales = f"SELECT 1 FROM lake.aftersales WHERE {of} LIMIT 1"
    return any(con.execute(query).fetchall() for query in (aftersales, lists))
