"""What is known of a season as tables for Excel: the columns of each, and how a cell is read.

Three tables, each row of which names its season: terms of creators, supplies by week, floors of growers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lianxin.engines.tabular import CellError, Problem, cells

MOST_WEEKS = 26
_CLOCK = re.compile(r"(\d{1,2})[:：](\d{2})(?::00)?")


@dataclass(frozen=True)
class Column:
    """`name` is the model's field; of a column that only helps to read it is "". `kind`: a cleaner of
    `engines.tabular.cells`. `empty` is what an empty cell stands for. `week`: which week's units (from 0)."""

    name: str
    zh: str
    kind: str = "text"
    required: bool = False
    least: int | None = None
    most: int | None = None
    empty: Any = ""
    week: int | None = None
    note: str = ""
    example: str = ""
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Form:
    """One of the tables. `key` is the field that tells a season's rows apart, and `sheet` what it names."""

    name: str
    zh: str
    key: str
    sheet: str
    columns: tuple[Column, ...]

    @property
    def required(self) -> frozenset[str]:
        """The headers by which it is found: the season and the key."""
        return frozenset(c.zh for c in self.columns if c.name in ("season", self.key))

    def by_title(self) -> dict[str, Column]:
        return {c.zh: c for c in self.columns}

    def for_weeks(self, weeks: int) -> list[Column]:
        """As it is written for a season of so many weeks."""
        return [c for c in self.columns if c.week is None or c.week < weeks]


_SEASON = Column("season", "排播季", required=True, note="须与系统中排播季的名称一致")
_WEEKS = tuple(
    Column("units", f"第{n + 1}周", "decimal", least=0, empty=0.0, week=n, note="当周上市的件数，没有填0")
    for n in range(MOST_WEEKS)
)


def forms(platforms: Sequence[str], kinds: Sequence[str]) -> tuple[Form, ...]:
    """With the platforms and types of studio that there are."""
    terms = (
        _SEASON,
        Column("member_no", "成员编号", "identifier", required=True, example="M001"),
        Column("", "艺名", note="只供核对，导入时不读"),
        Column("platform", "直播平台", empty="抖音", choices=tuple(platforms), example="抖音"),
        Column("fee", "每场费用", "amount", least=0, empty=0, note="元", example="200.00"),
        Column("max_per_week", "每周最多场次", "whole", least=0, most=7, empty=4, example="3"),
        Column("min_total", "全季最少场次", "whole", least=0, most=999, empty=0, example="4"),
        Column("studio_kinds", "直播间类型", "words", empty=[], note=f"不填表示都可以；{'、'.join(kinds)}"),
        Column("starts", "可播时间", "words", empty=[], note="如 08:00；10:00，不填表示都可以"),
    )
    supplies = (
        _SEASON,
        Column("product_no", "产品编号", "identifier", required=True, example="N001"),
        Column("", "产品名称", note="只供核对，导入时不读"),
        Column("price", "单价", "amount", required=True, least=0, note="元", example="39.90"),
        Column("margin", "每件毛利", "amount", required=True, least=0, note="元", example="12.00"),
        Column("shelf_weeks", "可存周数", "whole", least=0, most=52, empty=0, note="当周之后还能卖几周"),
        Column("promise", "承诺件数", "decimal", least=0, empty=0.0, note="全季至少卖出的件数"),
        *_WEEKS,
    )
    floors = (
        _SEASON,
        Column("grower", "种植户", required=True, note="须已在“单位”中", example="青溪合作社"),
        Column("floor", "保底金额", "amount", required=True, least=0, note="元，填0取消", example="5000.00"),
    )
    return (
        Form("terms", "主播条件", "member_no", "members", terms),
        Form("supplies", "货源安排", "product_no", "products", supplies),
        Form("floors", "种植户保底", "grower", "organisations", floors),
    )


def read_cell(column: Column, cell: cells.Cell) -> Any:
    """The value to keep, None where the cell is empty. Raises CellError."""
    read = getattr(cells, column.kind)
    value = read(cell)
    if value in (None, "", []):
        return None
    if column.choices and value not in column.choices:
        raise CellError("one_of", str(value), choices=", ".join(column.choices))
    if column.name == "starts":
        return sorted(_clock(one) for one in value)
    if column.least is not None:
        _check_bounds(column, value, cells.plain(cell))
    return float(value) if column.kind == "decimal" else value


def _clock(text: str) -> str:
    found = _CLOCK.fullmatch(text)
    if not found or int(found[1]) > 23 or int(found[2]) > 59:
        raise CellError("season_bad_time", text)
    return f"{int(found[1]):02d}:{found[2]}"


def _check_bounds(column: Column, value: Any, text: str) -> None:
    least, most = column.least or 0, column.most
    if most is not None and not least <= value <= most:
        raise CellError("within", text, least=least, most=most)
    if value < least:
        raise CellError("negative", text)


@dataclass(frozen=True)
class Row:
    """A row as it was read: `values` by field, `units` by week, of the columns that the file has."""

    number: int
    values: Mapping[str, Any]
    units: Mapping[int, float]
    problems: tuple[Problem, ...]


def read_row(form: Form, number: int, row: Sequence[cells.Cell], places: Mapping[str, int]) -> Row:
    """`places`: title → index of its cell."""
    values: dict[str, Any] = {}
    units: dict[int, float] = {}
    problems: list[Problem] = []
    for title, column in _there(form, places):
        at = places[title]
        try:
            value = read_cell(column, row[at] if at < len(row) else None)
            if value is None and column.required:
                raise CellError("required", "")
        except CellError as error:
            problems.append(Problem(number, title, error.value, error.code, error.params))
            continue
        value = column.empty if value is None else value
        if column.week is None:
            values[column.name] = value
        else:
            units[column.week] = value
    return Row(number, values, units, tuple(problems))


def _there(form: Form, places: Mapping[str, int]) -> Iterator[tuple[str, Column]]:
    """The columns that are read, of those in the file."""
    return ((title, column) for title, column in form.by_title().items() if column.name and title in places)


def merged_units(before: Sequence[float], found: Mapping[int, float], weeks: int) -> list[float]:
    """Units of each week: those of columns that the file lacks stay."""
    held = [float(one) for one in before][:weeks]
    held += [0.0] * (weeks - len(held))
    return [found.get(week, held[week]) for week in range(weeks)]
