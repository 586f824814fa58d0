"""Constraints of record sheets: kept by the database, and checked row by row before an import writes.

Each has `holds(values)`, because Django's own check of a constraint asks the database once per row.
"""

import copy
from collections.abc import Mapping
from typing import Any, Self

from django.db import models
from django.db.models import F, Q


class RowRule(models.CheckConstraint):
    """A check over one row; `columns` names the attributes it looks at, the one at fault first."""

    columns: tuple[str, ...] = ()
    code = ""

    def holds(self, values: Mapping[str, Any]) -> bool:
        raise NotImplementedError(type(self).__name__)

    def clone(self) -> Self:
        return copy.copy(self)

    def deconstruct(self) -> Any:
        """In migrations it is a plain CheckConstraint, so that they do not depend on this module."""
        _, _, kwargs = super().deconstruct()
        return "django.db.models.CheckConstraint", (), kwargs


class NotBefore(RowRule):
    """`later` is empty, or not before `earlier` (`strict`: after it)."""

    def __init__(self, later: str, earlier: str, *, strict: bool = False) -> None:
        self.columns = (later, earlier)
        self.strict = strict
        self.code = "not_after" if strict else "before"
        test = {f"{later}__{'gt' if strict else 'gte'}": F(earlier)}
        empty = Q(**{f"{later}__isnull": True}) | Q(**{f"{earlier}__isnull": True})
        super().__init__(condition=empty | Q(**test), name=f"%(class)s_{later}_not_before_{earlier}")

    def holds(self, values: Mapping[str, Any]) -> bool:
        later, earlier = (values.get(name) for name in self.columns)
        if later is None or earlier is None:
            return True
        return bool(later > earlier if self.strict else later >= earlier)


class OneOf(RowRule):
    """The value is one of the words, or empty where the column may be."""

    def __init__(self, column: str, words: tuple[str, ...], *, empty: bool = False) -> None:
        self.columns = (column,)
        self.words = (*words, "") if empty else words
        self.code = "one_of"
        super().__init__(
            condition=Q(**{f"{column}__in": list(self.words)}), name=f"%(class)s_{column}_one_of"
        )

    def holds(self, values: Mapping[str, Any]) -> bool:
        return values.get(self.columns[0]) in self.words


class Within(RowRule):
    """The number is empty or within bounds, both included."""

    def __init__(self, column: str, least: int = 0, most: int | None = None) -> None:
        self.columns = (column,)
        self.least, self.most = least, most
        self.code = "within" if most is not None else "negative"
        test = Q(**{f"{column}__isnull": True}) | Q(**{f"{column}__gte": least})
        if most is not None:
            test &= Q(**{f"{column}__isnull": True}) | Q(**{f"{column}__lte": most})
        super().__init__(condition=test, name=f"%(class)s_{column}_within")

    def holds(self, values: Mapping[str, Any]) -> bool:
        value = values.get(self.columns[0])
        return value is None or (value >= self.least and (self.most is None or value <= self.most))
