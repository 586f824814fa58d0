"""Rows about people are read in somebody's name, and every row read is collected for the ledger.

`objects` of a model with a rule raises `Unscoped` when rows are read without `visible_to(actor)`. Counting
and asking whether there are any is free: it shows nobody. `unscoped` is for what no human sees.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Self

from django.db import models
from django.db.models.query import ModelIterable

from lianxin.core import ledger
from lianxin.core.fields import PersonalField


class Unscoped(RuntimeError):
    """Rows about people were to be read in nobody's name: a fault of the program."""


@dataclass(frozen=True)
class Rule:
    """What a model's rows are about; paths are as in a query, to fields or keys of other models.

    `about`: to member numbers; the rows' subjects. `units`: to names of organisations whose contact sees the
    row. `growers`: to the organisation that produces. `contact`: to the organisation whose contact person the
    row names. `keepers`: roles beside the office that keep these rows and see all of them. `carers`: whether
    a liaison officer keeps the rows about the own members. `names`: the columns that other staff see of all.
    `makers`: roles that see what was made by them or for their line of work, as `made` (actor) says.
    """

    model: type[models.Model]
    about: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    growers: tuple[str, ...] = ()
    contact: str = ""
    keepers: tuple[str, ...] = ()
    carers: bool = False
    names: tuple[str, ...] = ()
    makers: tuple[str, ...] = ()
    made: Callable[[Any], models.Q] | None = None

    @property
    def personal(self) -> bool:
        """Whether a row says something about a person."""
        held = (isinstance(field, PersonalField) for field in self.model._meta.concrete_fields)
        return bool(self.about or self.contact) or any(held)


_RULES: dict[type[models.Model], Rule] = {}
#: (rule, actor) → the rows `actor` may read, or None for no rows at all; set by `records`, which knows roles.
_deciders: list[Callable[[Rule, Any], models.Q | None]] = []


def register(*rules: Rule) -> None:
    """Called by each app's AppConfig.ready()."""
    for rule in rules:
        _RULES[rule.model] = rule


def decide_with(decide: Callable[[Rule, Any], models.Q | None]) -> None:
    _deciders[:] = [decide]


def rule_of(model: type[models.Model]) -> Rule:
    """Raises LookupError: a record without a rule is seen by nobody."""
    return _RULES[model]


def rules() -> tuple[Rule, ...]:
    return tuple(_RULES.values())


class ScopedQuerySet(models.QuerySet[Any]):
    """Rows in an actor's name. Instances and `values` alike are collected under the model's sheet."""

    _actor: Any = None
    _scoped = False

    def visible_to(self, actor: Any) -> Self:
        """What `actor` may read."""
        rule = rule_of(self.model)
        (decide,) = _deciders
        chosen = decide(rule, actor)
        found = self.none() if chosen is None else self.filter(chosen)
        for n, path in enumerate(rule.about):
            if "__" in path:
                found = found.annotate(**{f"_about_{n}": models.F(path)})
        found._actor, found._scoped = actor, True
        return found

    def collect(self) -> Self:
        """Counts every row as seen now: for answers that are streamed after their event is written."""
        ledger.seen(set(_subjects_of_query(self)), _kind(self.model))
        found: Self = self._chain()  # type: ignore[attr-defined]
        found._collected = True
        return found

    _collected = False

    def _clone(self) -> Self:
        copy = super()._clone()  # type: ignore[misc]
        copy._actor, copy._scoped, copy._collected = self._actor, self._scoped, self._collected
        return copy  # type: ignore[no-any-return]

    def _fetch_all(self) -> None:
        fresh = self._result_cache is None
        if fresh:
            self._refuse_unscoped()
        super()._fetch_all()
        if fresh:
            self._see(self._result_cache or [])

    def iterator(self, chunk_size: int | None = None) -> Iterator[Any]:
        self._refuse_unscoped()
        if not issubclass(self._iterable_class, ModelIterable):
            self._see([])
            yield from super().iterator(chunk_size)
            return
        for row in super().iterator(chunk_size):
            self._see([row])
            yield row

    def _refuse_unscoped(self) -> None:
        if not self._scoped and self.model in _RULES and not self.query.is_empty():
            raise Unscoped(f"{self.model.__name__} rows are read without visible_to(actor)")

    def _see(self, rows: Iterable[Any]) -> None:
        if self._collected or not self._scoped or not rule_of(self.model).personal:
            return
        if issubclass(self._iterable_class, ModelIterable):
            found = {subject for row in rows for subject in subjects_of(row)}
        else:  # values(): the subjects may not be among the columns asked for
            found = set(_subjects_of_query(self))
        if found:
            ledger.seen(found, _kind(self.model))


def tell_all(model: type[models.Model]) -> None:
    """Counts every row of a model as seen: an office copy of the whole sheet."""
    if rule_of(model).personal:
        ledger.seen(set(_subjects_of_query(model.unscoped.all())), _kind(model))  # type: ignore[attr-defined]


class ScopedManager(models.Manager.from_queryset(ScopedQuerySet)):  # type: ignore[misc]
    """`objects` of every record."""


def subjects_of(row: models.Model) -> Iterator[str]:
    """The subjects of one row: `member:…`, `unit:…`, or the row itself where the person is in no register."""
    rule = rule_of(type(row))
    known = [value for n, path in enumerate(rule.about) if (value := _value(row, n, path))]
    yield from (f"member:{value}" for value in known)
    if rule.contact:
        yield f"unit:{_value(row, 0, rule.contact)}"
    elif rule.personal and not known:
        yield _row_subject(type(row), row.pk)


def _value(row: models.Model, number: int, path: str) -> Any:
    if "__" not in path:
        own: Any = type(row)._meta.get_field(path)
        return getattr(row, own.attname)
    if hasattr(row, f"_about_{number}"):
        return getattr(row, f"_about_{number}")
    first, rest = path.split("__", 1)
    target: Any = type(row)._meta.get_field(first)
    key = {target.target_field.name: getattr(row, target.attname)}
    return target.related_model.unscoped.filter(**key).values_list(rest, flat=True).first()


def _row_subject(model: type[models.Model], pk: Any) -> str:
    return f"row:{_kind(model)}:{pk}"


def _subjects_of_query(query: models.QuerySet[Any]) -> Iterator[str]:
    rule = rule_of(query.model)
    paths = [*rule.about, *([rule.contact] if rule.contact else [])]
    plain = query.model.unscoped.filter(pk__in=_ids(query)).order_by()
    for pk, *values in plain.values_list("pk", *paths):
        members = [value for value in values[: len(rule.about)] if value]
        yield from (f"member:{value}" for value in members)
        if rule.contact:
            yield f"unit:{values[-1]}"
        elif not members:
            yield _row_subject(query.model, pk)


def _ids(query: models.QuerySet[Any]) -> Any:
    """As a subquery; a sliced one must be read first."""
    plain = query._chain()  # type: ignore[attr-defined]
    plain._collected = True
    found = plain.values("pk")
    return [row["pk"] for row in found] if query.query.is_sliced else found


def _kind(model: type[models.Model]) -> str:
    from lianxin.core.sheets import sheet_of  # sheets are declared on models, which import this module

    return sheet_of(model).name
