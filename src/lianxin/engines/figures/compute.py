"""Values: figures over the same evidence are folded in one query."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lianxin.engines.figures import dimensions
from lianxin.engines.figures.errors import UnknownDimension
from lianxin.engines.figures.folds import counted
from lianxin.engines.figures.model import Figure, Value
from lianxin.engines.figures.world import World


@dataclass(frozen=True)
class Group:
    """One group of a split: `key` is the dimension's value, "" for rows without one."""

    key: str
    value: Value
    rows: int


@dataclass(frozen=True)
class Result:
    """`rows` is the number of evidence rows; `groups` are sorted by key, none without rows."""

    value: Value
    rows: int
    groups: tuple[Group, ...] = ()


def compute(
    world: World, figures: Sequence[Figure], where: Mapping[str, str] | None = None, by: str | None = None
) -> dict[str, Result]:
    """Key of each figure to its result. Raises UnknownDimension, BadValue, TableMissing."""
    where = where or {}
    for figure in figures:
        check(figure, (*where, *([by] if by else [])))
    results: dict[str, Result] = {}
    for batch in _by_evidence(figures):
        (total,) = _fold(world, batch, where)
        groups = list(_fold(world, batch, where, by)) if by else []
        for n, figure in enumerate(batch):
            value, rows = _value(figure, n, total)
            results[figure.key] = Result(value, rows, tuple(_groups(figure, n, groups, by)))
    return {figure.key: results[figure.key] for figure in figures}


def check(figure: Figure, names: Sequence[str]) -> None:
    for name in names:
        if name not in figure.by:
            raise UnknownDimension(figure.key, name, figure.by)


def filtered(world: World, figure: Figure, where: Mapping[str, str]) -> Any:
    """The evidence rows that the filters leave; `world` must come from `narrowed`."""
    rows = figure.evidence(world)
    for name in where:
        rows = rows.filter(dimensions.expression(rows, name) == world.value(f"where_{name}"))
    return rows


def narrowed(world: World, columns: frozenset[str] | None, figure: Figure, where: Mapping[str, str]) -> World:
    spelled = {name: figure.spelling.get(name, str)(text) for name, text in where.items()}
    values = {f"where_{name}": dimensions.typed(name, text) for name, text in spelled.items()}
    return world.wanting(columns, **values)


def _by_evidence(figures: Sequence[Figure]) -> Iterator[tuple[Figure, ...]]:
    batches: dict[Any, list[Figure]] = {}
    for figure in figures:
        batches.setdefault(figure.evidence, []).append(figure)
    yield from (tuple(batch) for batch in batches.values())


def _fold(
    world: World, batch: tuple[Figure, ...], where: Mapping[str, str], by: str | None = None
) -> list[dict[str, Any]]:
    columns = frozenset({*where, *([by] if by else [])}).union(*(figure.columns for figure in batch))
    world = narrowed(world, columns, batch[0], where)

    def build() -> Any:
        rows = filtered(world, batch[0], where)
        parts = {f"{n}_{name}": e for n, f in enumerate(batch) for name, e in _partials(f, rows).items()}
        return rows.aggregate(by=[dimensions.expression(rows, by).name("by")] if by else [], **parts)

    return world.engine.fetch(("fold", batch, tuple(where), by), build, world.values)


def _partials(figure: Figure, rows: Any) -> dict[str, Any]:
    where = rows[figure.only] if figure.only else None
    return {"rows": rows.count(where=where), **figure.fold.partials(rows, where)}


def _value(figure: Figure, n: int, row: Mapping[str, Any]) -> tuple[Value, int]:
    parts = {name.removeprefix(f"{n}_"): v for name, v in row.items() if name.startswith(f"{n}_")}
    return figure.fold.finish(parts), counted(parts["rows"])


def _groups(figure: Figure, n: int, rows: Sequence[Mapping[str, Any]], by: str | None) -> Iterator[Group]:
    for row in sorted(rows, key=lambda r: str(r["by"])):
        value, count = _value(figure, n, row)
        if count and by:
            yield Group(dimensions.shown(by, row["by"]), value, count)
