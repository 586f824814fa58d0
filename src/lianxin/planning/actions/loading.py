"""What is known of a season in from Excel: import kinds of the house's own import, beside the sheets.

Good rows go in, bad ones come back; a row says its whole self, so that the same file twice changes nothing.
Rows that are not in the file stay as they are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from lianxin.core import ledger
from lianxin.core.sheets import sheet
from lianxin.core.writing import in_turn
from lianxin.engines.tabular import Match, Problem, Profile, RawTable, cells, is_sample
from lianxin.people.models import ACCOUNT_PLATFORM
from lianxin.planning import rules
from lianxin.planning.access import KIND, may_plan
from lianxin.planning.actions.acting import touch
from lianxin.planning.actions.knowing import checked
from lianxin.planning.models import CreatorTerms, Floor, Loaded, Season, Supply
from lianxin.records.actions.columns import nearest
from lianxin.records.actions.grid import is_total
from lianxin.records.actions.stored import known_keys, to_json
from lianxin.records.rules import FileResult, ImportContext, Refused
from lianxin.spaces.models import STUDIO_KIND

FORMS = {one.name: one for one in rules.forms(ACCOUNT_PLATFORM, STUDIO_KIND)}
MODELS: dict[str, Any] = {"terms": CreatorTerms, "supplies": Supply, "floors": Floor}
#: The kinds' group: what a season's own page lets in.
GROUP = "plan:"
_PROBLEMS = 100
_CENT = Decimal("0.01")
_RANK = 900  # after the records that it names


@dataclass(frozen=True)
class SeasonKind:
    """One of the three tables (`records.rules.ImportKind`)."""

    form: rules.Form
    rank: int = _RANK

    @property
    def name(self) -> str:
        return f"{GROUP}{self.form.name}"

    @property
    def title(self) -> str:
        return self.form.zh

    def profiles(self, mapping: Path | None) -> tuple[Profile, ...]:
        titles = frozenset(column.zh for column in self.form.columns)
        return (Profile(self.name, self.form.required, titles),)

    def load(self, table: RawTable, match: Match, context: ImportContext) -> FileResult:
        if context.actor and not may_plan(context.actor):
            raise Refused("not_yours", sheet=self.form.zh)
        load = _Load(self.form, table, match, context)
        load.read()
        load.write()
        return load.result()


KINDS = tuple(SeasonKind(form) for form in FORMS.values())


@dataclass
class _Load:
    """One table on its way in."""

    form: rules.Form
    table: RawTable
    match: Match
    context: ImportContext
    rows: dict[tuple[str, str], rules.Row] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=lambda: {"new": 0, "updated": 0, "unchanged": 0})
    excluded: dict[str, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    rejected: int = 0
    total: int = 0

    def read(self) -> None:
        seasons = {one.name: one for one in Season.objects.all()}
        known = known_keys(sheet(self.form.sheet))
        self.seasons = seasons
        for number, cells_ in self.table.rows(self.match.header_row):
            if is_sample(cells_):
                continue
            self.total += 1
            if is_total(cells_):
                self._leave_out("total_row")
                continue
            row = rules.read_row(self.form, number, cells_, self.match.columns)
            problems = [*row.problems, *self._unknown(row, known)]
            key = (row.values.get("season", ""), row.values.get(self.form.key, ""))
            earlier = None if problems else self.rows.get(key)
            if earlier and (earlier.values, earlier.units) == (row.values, row.units):
                self._leave_out("repeated_row")
                continue
            if earlier:
                title = self._title(self.form.key)
                problems.append(Problem(number, title, key[1], "repeated_key", {"row": earlier.number}))
            if problems:
                self._refuse(number, cells_, problems)
            else:
                self.rows[key] = row
        self.context.progress(self.total)

    def _unknown(self, row: rules.Row, known: set[str]) -> list[Problem]:
        """What the row names and there is not, and units for weeks that the season does not have."""
        found = []
        name, key = row.values.get("season"), row.values.get(self.form.key)
        title = sheet(self.form.sheet).zh
        if name and name not in self.seasons:
            found.append(self._no_such(row.number, "season", name, "排播季", list(self.seasons)))
        if key and key not in known:
            found.append(self._no_such(row.number, self.form.key, key, title, list(known)))
        weeks = self.seasons[name].weeks if name in self.seasons else rules.MOST_WEEKS
        for week, units in row.units.items():
            if units and week >= weeks:
                at = f"第{week + 1}周"
                found.append(Problem(row.number, at, f"{units:g}", "season_week_beyond", {"weeks": weeks}))
        return found

    def _no_such(self, number: int, name: str, key: str, title: str, known: list[str]) -> Problem:
        near = nearest(key, known) if self.rejected < _PROBLEMS else ""
        params = {"sheet": title, "key": key} | ({"near": near} if near else {})
        return Problem(number, self._title(name), key, "no_such_near" if near else "no_such", params)

    def _title(self, name: str) -> str:
        return next(column.zh for column in self.form.columns if column.name == name)

    def _leave_out(self, code: str) -> None:
        self.excluded[code] = self.excluded.get(code, 0) + 1

    def _refuse(self, number: int, row: Sequence[cells.Cell], problems: list[Problem]) -> None:
        self.rejected += 1
        self.problems += problems[: _PROBLEMS - len(self.problems)]
        head = self.table.head[self.match.header_row - 1]
        found = {title: row[at] if at < len(row) else None for at, title in enumerate(head) if title}
        self.context.reject(number, found, problems)

    def write(self) -> None:
        if self.context.whole_file and self.rejected:
            self.excluded["file_refused"] = len(self.rows)
            return
        with self._turn():
            before = self._stored()
            changed = {self._write(key, row, before.get(key)) for key, row in self.rows.items()}
            for season in filter(None, changed):
                touch(season)

    def _turn(self) -> AbstractContextManager[Any]:
        """A dry run is taken back whole: it is no event about anybody."""
        if self.context.dry_run:
            return in_turn()
        named = {key for _, key in self.rows} if self.form.key == "member_no" else set()
        who = self.context.actor.who if self.context.actor else None
        return ledger.act("import", {f"member:{number}" for number in named}, kind=KIND, who=who)

    def _stored(self) -> dict[tuple[str, str], Any]:
        found = MODELS[self.form.name].objects.filter(season__in=self.seasons.values())
        return {(one.season.name, getattr(one, self.form.key)): one for one in found.select_related("season")}

    def _write(self, key: tuple[str, str], row: rules.Row, there: Any) -> Season | None:
        """The season, if anything in it changed."""
        season = self.seasons[key[0]]
        values = {name: value for name, value in row.values.items() if name != "season"}
        if self.form.name == "supplies":
            values["units"] = rules.merged_units(there.units if there else (), row.units, season.weeks)
        gone = self.form.name == "floors" and not values.get("floor", True)
        missing = [] if there or gone else self._missing(values)
        if missing:
            self._refuse_late(row, [Problem(row.number, title, "", "no_column") for title in missing])
            return None
        before = kept(there, self.form) if there else None
        if gone:
            after = None
        else:
            there = there or MODELS[self.form.name](season=season)
            for name, value in values.items():
                setattr(there, name, value)
            after = kept(there, self.form)
        if before == after:
            self.counts["unchanged"] += 1
            return None
        try:
            there.delete() if gone else checked(there)
        except rules.NotPlanned as error:
            title = self._title(self.form.key)
            self._refuse_late(row, [Problem(row.number, title, key[1], error.code, error.params)])
            return None
        self.counts["updated" if before else "new"] += 1
        self._note(season, key[1], before, after)
        return season

    def _missing(self, values: Mapping[str, Any]) -> list[str]:
        """Titles of columns that a new row needs and the file does not have."""
        return [c.zh for c in self.form.columns if c.required and c.name not in ("season", *values)]

    def _refuse_late(self, row: rules.Row, problems: list[Problem]) -> None:
        found = {self._title(name): str(value) for name, value in row.values.items() if name != "units"}
        self.rejected += 1
        self.problems += problems[: _PROBLEMS - len(self.problems)]
        self.context.reject(row.number, found, problems)

    def _note(self, season: Season, key: str, before: Any, after: Any) -> None:
        whom = "member_no" if self.form.key == "member_no" else "target"
        if not self.context.dry_run:
            Loaded.objects.create(
                season=season,
                batch_no=self.context.batch_no,
                kind=self.form.name,
                before=before,
                after=after,
                **{whom: key},
            )

    def result(self) -> FileResult:
        names = sorted({season for season, _ in self.rows})
        return FileResult(
            read=self.total,
            new=self.counts["new"],
            updated=self.counts["updated"],
            unchanged=self.counts["unchanged"],
            excluded=self.excluded,
            rejected=self.rejected,
            problems=sorted(self.problems, key=lambda one: one.row)[:_PROBLEMS],
            ignored_columns=list(self.match.ignored),
            notices=[("season_rows_of", {"seasons": "、".join(names)})] if names else [],
        )


def kept(row: Any, form: rules.Form) -> dict[str, Any]:
    """A row's values for keeping, the same for the same content."""
    names = {column.name for column in form.columns if column.name not in ("", "season")}
    found = {}
    for name in sorted(names):
        value = row._meta.get_field(name).to_python(getattr(row, name))
        if isinstance(value, Decimal):
            value = value.quantize(_CENT)
        if name == "units":
            value = [float(one) for one in value]
        found[name] = to_json(value)
    return found
