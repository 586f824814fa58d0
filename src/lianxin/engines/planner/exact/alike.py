"""Pairs of a creator's week in which viewers want the same of everything: only their number matters.

Counting them together takes nothing from the programme's bound and saves it most of its symmetry.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from lianxin.engines.planner.arrays import Arrays, Ints


@dataclass(frozen=True)
class Alike:
    """Pairs that are alike, and ``wanted`` [showings of the creator, most + 1], -1 where a ban forbids."""

    creator: int
    week: int
    wanted: Ints
    pairs: list[int] = field(default_factory=list)


def groups_of(arrays: Arrays) -> list[Alike]:
    """All pairs, grouped."""
    found: dict[tuple[int, int, bytes], Alike] = {}
    for pair, (creator, slot) in enumerate(zip(arrays.pair_creator, arrays.pair_slot, strict=True)):
        wanted = _wanted(arrays, pair)
        c, w = int(creator), int(arrays.week[slot])
        found.setdefault((c, w, wanted.tobytes()), Alike(c, w, wanted)).pairs.append(pair)
    return list(found.values())


def _wanted(arrays: Arrays, pair: int) -> Ints:
    """Whole units of each showing of the pair's creator by its share, multiplied from the left."""
    creator, slot, kind = arrays.pair_creator[pair], arrays.pair_slot[pair], arrays.pair_type[pair]
    first, last = arrays.showing_from[creator], arrays.showing_from[creator + 1]
    product = arrays.showing_product[first:last]
    wish = arrays.base[first:last] * arrays.slot_factor[product, slot] * arrays.type_factor[product, kind]
    wanted = np.floor(wish[:, None] * arrays.curve).astype(np.int64)
    caps = arrays.mix_cap[first:last]
    if len(arrays.slot_cap):
        caps = np.minimum(caps, arrays.slot_cap[first:last, slot])
    wanted[np.arange(len(arrays.curve)) > caps[:, None]] = -1
    wanted[:, 0] = 0
    return wanted
