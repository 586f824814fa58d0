"""Whom a line names as its creator, where a platform has several columns for that."""

from lianxin.sales.rules.arrow import Array, by_value, coded, is_empty, pc, plain
from lianxin.sales.rules.columns import Columns
from lianxin.sales.rules.formats import OrderFormat


def creator_of(columns: Columns, form: OrderFormat) -> tuple[Array, Array]:
    """(creator_id, creator_name), CODED: of the first pair in which either is given; "" where none is."""
    if not form.creators:
        return columns.constant(""), columns.constant("")
    pairs = [
        (_without_zero(columns.code(id_part)), _without_zero(columns.text(name_part)))
        for id_part, name_part in form.creators
    ]
    if len(pairs) == 1 and not form.creators_in:
        return pairs[0]
    creator_id, creator_name = plain(columns.constant("")), plain(columns.constant(""))
    for found_id, found_name in reversed(pairs):
        given = pc.invert(pc.and_(is_empty(found_id), is_empty(found_name)))
        creator_id = pc.if_else(given, plain(found_id), creator_id)
        creator_name = pc.if_else(given, plain(found_name), creator_name)
    if form.creators_in:
        credited = pc.equal(plain(columns.word("channel")), form.creators_in)
        creator_id = pc.if_else(credited, creator_id, "")
        creator_name = pc.if_else(credited, creator_name, "")
    return coded(creator_id), coded(creator_name)


def _without_zero(array: Array) -> Array:
    return by_value(array, lambda value: "" if value == "0" else value)
