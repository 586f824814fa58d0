"""Creators who want to be found: read anew for every visitor, so that whoever withdraws is gone at once."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import asdict, dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from lianxin.core.pinyin import keys, matches
from lianxin.people.models import Account, Member
from lianxin.trust.models import Use
from lianxin.trust.queries import consenting


@dataclass(frozen=True)
class Creator:
    """What everybody may know. `name` only with a consent of its own; `accounts`: (platform, nickname)."""

    stage_name: str
    name: str
    kind: str
    town: str
    accounts: tuple[tuple[str, str], ...]

    def json(self) -> dict[str, Any]:
        said = asdict(self) | {"accounts": [{"platform": p, "nickname": n} for p, n in self.accounts]}
        return said if self.name else {name: value for name, value in said.items() if name != "name"}


def listed(*, kind: str = "", town: str = "") -> QuerySet[Any]:
    """Members who consent, have a stage name and have not left."""
    there = Q(left_on=None) | Q(left_on__gt=timezone.localdate())
    rows = Member.unscoped.filter(there, member_no__in=consenting(Use.PUBLIC_DIRECTORY.value)).exclude(
        stage_name=""
    )
    if kind:
        rows = rows.filter(kind=kind)
    return rows.filter(town=town) if town else rows


def found(rows: QuerySet[Any], text: str = "") -> list[str]:
    """Member numbers as the stage names read; with `text`: those in whose stage name it is found."""
    names = rows.values_list("member_no", "stage_name")
    chosen = [(number, name) for number, name in names if not text or matches(text, name)]
    return [number for number, name in sorted(chosen, key=lambda one: (keys(one[1])[-2:], one[0]))]


def creators(numbers: list[str]) -> list[Creator]:
    """In the order given. Whoever has withdrawn since is left out."""
    rows = {row.member_no: row for row in listed().filter(member_no__in=numbers)}
    named = set(consenting(Use.PUBLISH_NAME.value).filter(member_no__in=numbers))
    accounts: dict[str, dict[str, tuple[str, str]]] = defaultdict(dict)
    for account in Account.unscoped.filter(member__in=list(rows)).order_by(
        "as_of"
    ):  # the newest nickname counts
        accounts[account.member_id][f"{account.platform} {account.account_id}"] = (
            account.platform,
            account.nickname,
        )
    return [
        Creator(
            row.stage_name,
            row.name if number in named else "",
            row.kind,
            row.town,
            tuple(sorted(accounts[number].values())),
        )
        for number in numbers
        if (row := rows.get(number))
    ]


def choices(column: str) -> list[str]:
    words = listed().order_by().values_list(column, flat=True).distinct()
    return sorted((word for word in words if word), key=lambda word: keys(word)[-2:])
