"""Everything that is wrong with an instance or a plan, at once, each fault with its place.

First the shapes, then what they mean. An item whose shape is wrong is left out of the second part, but its id
counts as known, so that one slip is one fault.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from difflib import get_close_matches
from itertools import pairwise
from typing import Any

from lianxin.engines.planner.errors import Fault
from lianxin.engines.planner.forms import INSTANCE, PLAN

Found = Iterator[Fault]
MOST_GUESSES = (
    30  # of what may be meant; each looks through all ids, and the reader has seen the pattern by then
)


def faults(document: Any) -> list[Fault]:
    """All faults of an instance's document, shapes first; empty if it can be planned."""
    shape = list(INSTANCE(document, ""))
    if not isinstance(document, dict):
        return shape
    sound = _Sound(document, shape)
    return shape + [fault for check in _CHECKS for fault in check(sound)]


def plan_faults(document: Any) -> list[Fault]:
    """All faults of a plan's document. Whether it keeps an instance's rules is the checker's question."""
    return list(PLAN(document, ""))


class _Sound:
    """The parts of a document whose shape is right."""

    def __init__(self, document: dict[str, Any], shape: Iterable[Fault]) -> None:
        self._document = document
        self._wrong = {above for fault in shape for above in _above(fault.place)}
        self._known: dict[str, set[Any] | None] = {}
        self._guesses = MOST_GUESSES

    def value(self, place: str) -> Any:
        """What stands at a place of names; None if it is missing or its shape is wrong."""
        return None if place in self._wrong else self._at(place)

    def each(self, place: str) -> Iterator[tuple[str, Any]]:
        """The sound items of a list, each with its place."""
        found = self._at(place)
        items = (
            (f"{place}[{number}]", item)
            for number, item in enumerate(found if isinstance(found, list) else ())
        )
        return ((at, item) for at, item in items if at not in self._wrong)

    def entries(self, place: str) -> Iterator[tuple[str, str, Any]]:
        """The sound entries of an object of ids: place, id, value."""
        found = self._at(place)
        items = (
            (f"{place}[{key}]", key, item) for key, item in (found.items() if isinstance(found, dict) else ())
        )
        return ((at, key, item) for at, key, item in items if at not in self._wrong)

    def known(self, section: str, name: str = "id") -> set[Any] | None:
        """All ids that can be read, of faulty items too; None if there is no such list."""
        asked = f"{section}.{name}"
        if asked not in self._known:
            self._known[asked] = self._read(self._document.get(section), section, name)
        return self._known[asked]

    def _read(self, found: Any, section: str, name: str) -> set[Any] | None:
        if not isinstance(found, list):
            return None
        if section == "slots":  # known by their number, whatever they say it is
            return set(range(len(found)))
        ids = (item.get(name) for item in found if isinstance(item, dict))
        return {one for one in ids if isinstance(one, str)}

    def near(self, value: Any, known: Iterable[Any]) -> str:
        """The known id that may be meant, or nothing."""
        if not isinstance(value, str) or not self._guesses:
            return ""
        self._guesses -= 1
        return next(iter(get_close_matches(value, [one for one in known if isinstance(one, str)], 1)), "")

    def _at(self, place: str) -> Any:
        found: Any = self._document
        for name in place.split("."):
            found = found.get(name) if isinstance(found, dict) else None
        return found


def _above(place: str) -> Iterator[str]:
    """The place, and all places that hold it."""
    yield place
    for number, letter in enumerate(place):
        if letter in ".[":
            yield place[:number]


def _slots(sound: _Sound) -> Found:
    held = list(sound.each("slots"))
    for position, (place, slot) in enumerate(held):
        # the list's own numbering: the position of the item, also behind faulty ones
        wanted = int(place[place.index("[") + 1 : -1])
        if slot["id"] != wanted:
            yield Fault(f"{place}.id", "plan_slot_number", {"value": slot["id"], "wanted": wanted})
        before = held[position - 1][1] if position else None
        if before and slot["date"] == before["date"] and slot["week"] != before["week"]:
            yield Fault(f"{place}.week", "plan_week_of_day", {"date": slot["date"], "week": before["week"]})
    yield from _times(held)


def _times(held: list[tuple[str, Any]]) -> Found:
    """Weeks rise with dates, and places in a day with times."""
    by_date = sorted(held, key=lambda item: (item[1]["date"], item[1]["starts"]))
    for (_, before), (place, slot) in pairwise(by_date):
        if before["date"] != slot["date"]:
            if slot["week"] < before["week"]:
                values = {"date": slot["date"], "before": before["date"], "week": before["week"]}
                yield Fault(f"{place}.week", "plan_week_falls", values)
        elif slot["order"] <= before["order"]:
            values = {"date": slot["date"], "starts": slot["starts"], "before": before["starts"]}
            yield Fault(f"{place}.order", "plan_order_of_day", values)


def _ids(sound: _Sound) -> Found:
    for section in ("creators", "studios", "growers", "products"):
        held = list(sound.each(section))
        yield from _repeated(((f"{place}.id", item["id"]) for place, item in held))


def _creators(sound: _Sound) -> Found:
    fatigue = sound.value("rules.fatigue")
    for place, creator in sound.each("creators"):
        yield from _all_known(sound, creator["slots"], f"{place}.slots", "slot")
        yield from _all_known(sound, creator["studio_types"], f"{place}.studio_types", "type")
        if fatigue is not None and creator["max_per_week"] > len(fatigue):
            values = {"most": creator["max_per_week"], "prices": len(fatigue)}
            yield Fault(f"{place}.max_per_week", "plan_fatigue_short", values)


def _studios(sound: _Sound) -> Found:
    for place, studio in sound.each("studios"):
        yield from _all_known(sound, studio["slots"], f"{place}.slots", "slot")


def _products(sound: _Sound) -> Found:
    weeks = max((slot["week"] + 1 for _, slot in sound.each("slots")), default=None)
    for place, product in sound.each("products"):
        yield from _named(sound, product["grower"], f"{place}.grower", "grower")
        length = len(product["supply"])
        if weeks is not None and length < weeks:
            yield Fault(f"{place}.supply", "plan_supply_short", {"length": length, "weeks": weeks})


def _demand(sound: _Sound) -> Found:
    yield from _curve(sound)
    rows = list(sound.each("demand.base"))
    for place, (creator, product, _) in rows:
        yield from _named(sound, creator, f"{place}[0]", "creator")
        yield from _named(sound, product, f"{place}[1]", "product")
    yield from _repeated((place, f"{row[0]} + {row[1]}") for place, row in rows)
    length = len(sound.value("slots") or ())
    for place, product, factors in sound.entries("demand.slot_factor"):
        yield from _named(sound, product, place, "product")
        if length and len(factors) != length:
            yield Fault(place, "plan_factors_length", {"length": len(factors), "slots": length})
    for place, product, factors in sound.entries("demand.studio_factor"):
        yield from _named(sound, product, place, "product")
        for kind in factors:
            yield from _named(sound, kind, f"{place}[{kind}]", "type")


def _curve(sound: _Sound) -> Found:
    curve, most = sound.value("demand.curve"), sound.value("rules.max_units_per_product")
    if curve and curve[0] != 0:
        yield Fault("demand.curve[0]", "plan_curve_start", {"value": curve[0]})
    if curve is not None and most is not None and len(curve) <= most:
        yield Fault("demand.curve", "plan_curve_short", {"length": len(curve), "wanted": most + 1})


def _rules(sound: _Sound) -> Found:
    fatigue = sound.value("rules.fatigue") or ()
    for number in range(1, len(fatigue)):
        if fatigue[number] < fatigue[number - 1]:
            # a later session that tires less than an earlier one would be asked for first
            values = {"value": fatigue[number], "before": fatigue[number - 1]}
            yield Fault(f"rules.fatigue[{number}]", "plan_fatigue_falls", values)


def _parts(sound: _Sound) -> Found:
    most, units = sound.value("rules.max_units_per_product"), sound.value("rules.units")
    for section in ("locked", "forbidden", "current"):
        for place, part in sound.each(section):
            yield from _names_of(sound, part, place)
            mix = part.get("products") or {}
            if section == "forbidden":
                continue
            for product, wanted in mix.items():
                if most is not None and wanted > most:
                    values = {"value": wanted, "most": most}
                    yield Fault(f"{place}.products[{product}]", "plan_above", values)
            if units is not None and sum(mix.values()) > units:
                values = {"value": sum(mix.values()), "most": units}
                yield Fault(f"{place}.products", "plan_too_many_units", values)


def _names_of(sound: _Sound, part: dict[str, Any], place: str) -> Found:
    """Whom and what a session, a lock or a ban names."""
    named = {name: value for name, value in part.items() if value is not None and value != {}}
    if not named:
        yield Fault(place, "plan_part_empty")
    for name in ("creator", "studio", "slot"):
        if name in named:
            yield from _named(sound, named[name], f"{place}.{name}", name)
    for product in named.get("products", {}):
        yield from _named(sound, product, f"{place}.products[{product}]", "product")


def _all_known(sound: _Sound, values: list[Any], place: str, kind: str) -> Found:
    """Each of a list is known and stands there once."""
    for number, value in enumerate(values):
        yield from _named(sound, value, f"{place}[{number}]", kind)
    yield from _repeated((f"{place}[{number}]", value) for number, value in enumerate(values))


def _named(sound: _Sound, value: Any, place: str, kind: str) -> Found:
    """There is a creator, studio, slot, grower, product or studio type of this name.

    A type without a studio is no fault (there may be none free in a season), unless it looks mistyped.
    """
    known = sound.known("studios", "type") if kind == "type" else sound.known(f"{kind}s")
    if known is None or value in known:
        return
    near = sound.near(value, known)
    if kind != "type" or near:
        yield Fault(place, _NO[kind], {"value": value, "near": near})


def _repeated(places: Iterable[tuple[str, Any]]) -> Found:
    """Faults at the second and later places of a value."""
    seen: Counter[Any] = Counter()
    for place, value in places:
        seen[value] += 1
        if seen[value] > 1:
            yield Fault(place, "plan_repeated", {"value": value})


_NO = {
    "creator": "plan_no_creator",
    "studio": "plan_no_studio",
    "slot": "plan_no_slot",
    "grower": "plan_no_grower",
    "product": "plan_no_product",
    "type": "plan_no_type",
}
_CHECKS: tuple[Callable[[_Sound], Found], ...] = (
    _slots,
    _ids,
    _creators,
    _studios,
    _products,
    _demand,
    _rules,
    _parts,
)
