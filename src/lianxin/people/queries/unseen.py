"""What is compared and counted without being shown: names for searching and sorting, words with their counts.

Rows are always narrowed to what the actor may read; nobody is shown, so nothing is told to the ledger.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import models

from lianxin.accounts.models import User
from lianxin.core.pinyin import keys, matches, readings
from lianxin.core.scope import ScopedQuerySet
from lianxin.lib.text import normal_name
from lianxin.people.rules import Print
from lianxin.records.access import visible_to


def matching(rows: ScopedQuerySet, text: str, columns: tuple[str, ...]) -> list[int]:
    """Ids of the rows in one of whose columns `text` is found, by characters, pinyin or initials."""
    found = _within(rows).values_list("pk", *columns)
    return [pk for pk, *words in found if any(word and matches(text, word) for word in words)]


def by_pinyin(rows: ScopedQuerySet, column: str) -> list[int]:
    """Ids in the order of how `column` reads."""
    found = _within(rows).values_list("pk", column)
    return [pk for pk, word in sorted(found, key=lambda row: (keys(row[1] or "")[-2:], row[0]))]


def by_column(rows: ScopedQuerySet, *columns: str) -> list[int]:
    return list(_within(rows).order_by(*columns, "pk").values_list("pk", flat=True))


def numbers(rows: ScopedQuerySet) -> frozenset[str]:
    """Member numbers, to compare with."""
    return frozenset(_within(rows).values_list("member_no", flat=True))


def counted(rows: ScopedQuerySet, column: str) -> Mapping[str, int]:
    """Word → rows, the most frequent first; without the empty word."""
    words = _within(rows).exclude(**{column: ""}).exclude(**{f"{column}__isnull": True})
    found = words.order_by().values_list(column).annotate(rows=models.Count("pk"))
    return dict(sorted(found, key=lambda row: (-row[1], row[0])))


def counted_pairs(rows: ScopedQuerySet, outer: str, inner: str) -> Mapping[tuple[str, str], int]:
    """(outer word, inner word) → rows; without empty inner words."""
    words = _within(rows).exclude(**{inner: ""}).order_by(outer, inner)
    found = words.values_list(outer, inner).annotate(rows=models.Count("pk"))
    return {(first, second): count for first, second, count in found}


def prints(actor: User) -> list[Print]:
    """What is compared to find who is on record twice."""
    accounts: dict[str, set[str]] = {}
    held = _within(visible_to(actor, "accounts"))
    for member, platform, account_id in held.values_list("member_id", "platform", "account_id"):
        accounts.setdefault(member, set()).add(f"{platform} {account_id}")
    columns = ("member_no", "name", "stage_name", "phone", "organisation_id", "town")
    return [
        Print(
            number=number,
            name=normal_name(name),
            sounds=frozenset("".join(reading) for reading in readings(name)),
            stage_name=normal_name(stage_name),
            phone=phone,
            unit=unit or "",
            town=town,
            accounts=frozenset(accounts.get(number, ())),
        )
        for number, name, stage_name, phone, unit, town in _within(visible_to(actor, "members")).values_list(
            *columns
        )
    ]


def _within(rows: ScopedQuerySet) -> models.QuerySet[Any]:
    model: Any = rows.model
    found: models.QuerySet[Any] = model.unscoped.filter(pk__in=rows.order_by().values("pk"))
    return found
