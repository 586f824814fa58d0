"""Words for times, yuan, rules and what they cost."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.dates import MONTHS_3, WEEKDAYS_ABBR
from django.utils.translation import gettext as _

from lianxin.core.messages import message
from lianxin.engines.planner import Broken, Problem, Session, Slot
from lianxin.planning.models import Mark
from lianxin.planning.queries.listed import Unlisted
from lianxin.planning.rules import Change, Strain, part_read, read
from lianxin.web.words import N_, in_language

#: Of these the checker knows only a number.
_MARKS = {
    "locked": N_("Locked, but not in the plan: %(part)s"),
    "forbidden": N_("Forbidden, but in the plan: %(part)s"),
}
_STRAINS = {
    "promise": N_("%(subject)s: %(got)s of %(asked)s promised units"),
    "floor": N_("%(subject)s: %(got)s of the floor of %(asked)s yuan"),
    "creator": N_("%(subject)s: %(got)s of at least %(asked)s sessions"),
    "fatigue": N_("%(subject)s: %(got)s sessions in week %(week)s"),
}


def yuan(value: float) -> str:
    return f"−¥{-value:,.0f}" if value <= -0.5 else f"¥{abs(value):,.0f}"


def signed(value: float) -> str:
    """With its sign: a difference."""
    return f"+{yuan(value)}" if value >= 0.5 else "±¥0" if value > -0.5 else yuan(value)


def cost(value: float) -> str:
    """What is taken off the worth of a plan; nought has no sign."""
    return yuan(-value)


def number(value: float) -> str:
    """Units: whole where they are."""
    return f"{value:,.0f}" if abs(value) >= 100 or float(value).is_integer() else f"{value:,.1f}"


def day_words(day: date) -> str:
    """12月2日 周三; Wed 2 Dec."""
    weekday = str(WEEKDAYS_ABBR[day.weekday()])
    month = str(MONTHS_3[day.month]).capitalize()
    return in_language(
        f"{day.month}月{day.day}日 {weekday.replace('星期', '周')}", f"{weekday} {day.day} {month}"
    )


def weekday(number: int) -> str:
    """0 is Monday."""
    return in_language(str(WEEKDAYS_ABBR[number]).replace("星期", "周"), str(WEEKDAYS_ABBR[number]))


def when(slot: Slot) -> str:
    return f"{day_words(slot.date)} {slot.starts}"


@dataclass(frozen=True)
class Namer:
    """What ids stand for on a page."""

    problem: Problem
    creators: Mapping[str, str]
    products: Mapping[str, str]

    def creator(self, number: str) -> str:
        return self.creators.get(number) or number

    def product(self, number: str) -> str:
        return self.products.get(number) or number

    def slot(self, number: int) -> str:
        return when(self.problem.slots[number]) if 0 <= number < len(self.problem.slots) else str(number)

    def mix(self, products: Mapping[str, int], most: int = 99) -> str:
        """高山春笋×2、蜜桔×1"""
        said = [f"{self.product(no)}×{units}" for no, units in sorted(products.items(), key=lambda p: -p[1])]
        more = _(" and %(count)s more") % {"count": len(said) - most} if len(said) > most else ""
        return _(", ").join(said[:most]) + more

    def session(self, one: Session) -> str:
        return f"{self.creator(one.creator)} {self.slot(one.slot)} {one.studio}"

    def mark(self, one: Mark) -> str:
        """A lock or a ban as it is kept."""
        said = {"creator": one.member_no, "slot": one.slot, "studio": one.studio_no}
        return self.part(said | {"products": one.products})

    def part(self, part: Mapping[str, Any]) -> str:
        """A lock or a ban."""
        said = [
            self.creator(part["creator"]) if part.get("creator") else "",
            self.slot(part["slot"]) if part.get("slot") is not None else "",
            part.get("studio") or "",
            self.mix(part["products"]) if part.get("products") else "",
        ]
        return " ".join(one for one in said if one)

    def broken(self, row: Mapping[str, Any]) -> str:
        """A broken rule as `judging.told` keeps it."""
        values = dict(row["values"])
        rule = row["rule"]
        if marked := _MARKS.get(rule):
            return _(marked) % {"part": self.part(values["part"])}
        words: dict[str, Callable[[Any], Any]] = {
            "creator": self.creator,
            "product": self.product,
            "date": lambda day: day_words(date.fromisoformat(day)),
            "week": lambda week: week + 1,
        }
        said = {name: words[name](value) if name in words else value for name, value in values.items()}
        return message(f"plan_broken_{rule}", said)

    def broken_by_engine(self, one: Broken) -> str:
        """A broken rule as the checker names it; of locks and bans only that there is one."""
        if one.rule in _MARKS:
            return _("a lock") if one.rule == "locked" else _("a ban")
        return self.broken({"rule": one.rule, "values": one.values})

    def told_move(self, row: Mapping[str, Any]) -> dict[str, str]:
        """A change that the engine made, and why."""
        old, new = (read([row[name]])[0] if row[name] else None for name in ("old", "new"))
        said = self.change(Change(_KINDS[row["kind"]], old, new))
        if row["reason"]:
            why = self.broken({"rule": row["reason"], "values": row["values"]})
        else:
            why = _("brings %(yuan)s") % {"yuan": signed(row["brings"])}
        return {"words": said, "why": why}

    def strain(self, one: Strain) -> str:
        names = {"promise": self.product, "creator": self.creator, "fatigue": self.creator}
        subject = names[one.code](one.subject) if one.code in names else one.subject
        week = "" if one.week is None else one.week + 1
        values = {"subject": subject, "got": number(one.got), "asked": number(one.asked), "week": week}
        return _(_STRAINS[one.code]) % values

    def change(self, one: Change) -> str:
        """What moved, in words."""
        about = one.about
        values = {
            "creator": self.creator(about.creator),
            "when": self.slot(about.slot),
            "studio": about.studio,
            "mix": self.mix(about.products, 4),
        }
        if one.before and one.after:
            values |= {"before": self.slot(one.before.slot), "room": one.before.studio}
            values["mix"] = self._exchanged(one.before.products, one.after.products)
        return _(_CHANGES[one.kind]) % values

    def _exchanged(self, before: Mapping[str, int], after: Mapping[str, int]) -> str:
        """What is shown more and what less: all of it, for that is the change."""
        by = {no: after.get(no, 0) - before.get(no, 0) for no in {**before, **after}}
        more = {no: units for no, units in by.items() if units > 0}
        less = {no: -units for no, units in by.items() if units < 0}
        said = [_("more %(mix)s") % {"mix": self.mix(more)}] if more else []
        said += [_("less %(mix)s") % {"mix": self.mix(less)}] if less else []
        return _("; ").join(said)

    def reason(self, row: Mapping[str, Any]) -> dict[str, Any]:
        """What has a part in a conflict, as `told_conflict` keeps it, and what to do about it.

        `lock` is what a lock says that still stands and can be opened.
        """
        rule, values, part = row["rule"], dict(row["values"]), row.get("part", {})
        values["creator"] = self.creator(values.get("creator", ""))
        values["part"] = self.part(part)
        is_open = rule == "locked" and part_read(part) in self.problem.locked
        return {
            "words": _(_LIMITS[rule]) % values,
            "do": _(_LOOSENED[rule]) % values if rule in _LOOSENED else "",
            "lock": part if is_open else None,
        }


#: What cannot hold together with something else, by the checker's name of the rule.
_LIMITS = {
    "locked": N_("Locked: %(part)s"),
    "forbidden": N_("Forbidden: %(part)s"),
    "creator_busy": N_("%(creator)s is live only when free"),
    "studio_type": N_("%(creator)s uses only studios of the agreed types"),
    "no_demand": N_("%(creator)s sells only what is known to sell"),
    "creator_day": N_("%(creator)s is live once a day at most"),
    "repeat": N_("%(creator)s shows a product at most %(most)s times a week"),
    "week_cap": N_("%(creator)s is live at most %(most)s times a week"),
    "run": N_("%(creator)s is live at most %(most)s days in a row"),
    "rest": N_("%(creator)s does not begin early after a late session"),
    "studio_busy": N_("Studio %(studio)s is used only when free"),
    "studio_slot": N_("Studio %(studio)s holds one session at a time"),
}
#: How that is loosened; of a lock the page has a button.
_LOOSENED = {
    "forbidden": N_("Lift it under locks and bans"),
    "creator_busy": N_("Ask %(creator)s about that time, and note it in the terms"),
    "studio_type": N_("Agree on that type of studio with %(creator)s, and note it in the terms"),
    "week_cap": N_("Agree on more sessions a week with %(creator)s, and note it in the terms"),
    "repeat": N_("Raise it in the season's data"),
    "run": N_("Raise it in the season's data"),
    "studio_busy": N_("Ask whoever keeps studio %(studio)s for that time"),
}
#: The engine's names for what changed.
_KINDS = {"dropped": "gone", "added": "new", "moved": "moved", "mix": "mix"}
_CHANGES = {
    "new": N_("New: %(creator)s %(when)s, studio %(studio)s, %(mix)s"),
    "gone": N_("Taken off: %(creator)s %(when)s, studio %(studio)s"),
    "moved": N_("Moved: %(creator)s from %(before)s (%(room)s) to %(when)s (%(studio)s)"),
    "mix": N_("Other products: %(creator)s %(when)s: %(mix)s"),
}


def proof(gap: float | None) -> str:
    """What is proved about a plan, in plain words."""
    if gap is None:
        return _("Nothing is proved about this plan yet: let the solver fill the rest.")
    if gap < 0.005:
        return _("Proved: no plan is better.")
    return _("Proved: at most %(gap)s%% better is possible.") % {
        "gap": f"{gap:.2f}" if gap < 0.1 else f"{gap:.1f}"
    }


def listed(words: Sequence[str], most: int) -> tuple[list[str], int]:
    """The first so many, and how many more there are."""
    return list(words[:most]), max(len(words) - most, 0)


def unlisted(found: Iterable[Unlisted]) -> list[tuple[str, str]]:
    """Platforms, each with what is not on sale there."""
    return [(one.platform, _(", ").join(one.products)) for one in found]
