"""Template → import → export → import: what comes out is what went in."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from lianxin.core import ledger
from lianxin.core.sheets import Column, sheet, sheets
from lianxin.engines.tabular import cells, open_tables
from lianxin.people.models import Organisation
from lianxin.records.actions import export_sheets, import_paths, write_templates
from lianxin.records.actions.columns import ColumnReader
from lianxin.records.tests.factories import fill_template, make_rows

COUNT = 12


def counts(document: dict) -> dict[str, tuple[int, int, int, int]]:
    assert not document["unknown"]
    return {
        f["kind"]: (f["new"], f["updated"], f["unchanged"], f["read"] - f["unchanged"] - f["new"])
        for f in document["files"]
    }


def stored_cells(name: str, path: Path) -> list[list[object]]:
    """The data of an exported file, as values."""
    target = sheet(name)
    (table,) = [t for t in open_tables(path) if not t.hidden]
    assert table.head[0] == [c.zh for c in target.columns]
    return [values(target, row) for _, row in table.rows(1)]


def values(target, row) -> list[object]:
    padded = list(row) + [None] * (len(target.columns) - len(row))
    return [value(target, c, padded[n]) for n, c in enumerate(target.columns)]


def value(target, column: Column, cell: cells.Cell) -> object:
    read, problems = ColumnReader(target, column, column.zh).values([cell], [1])
    assert not problems
    return read[0]


@pytest.mark.django_db
@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_every_sheet_comes_back_equal(folder: Path, form: str) -> None:
    made = make_rows(COUNT)
    write_templates(names=None, folder=folder / "in")
    for s in sheets():
        fill_template(folder / "in" / f"{s.zh}.xlsx", s, made[s.name])
    first = import_paths(paths=[folder / "in"], actor=None)
    assert [f["problems"] for f in first["files"]] == [[]] * 34
    assert counts(first) == {f"sheet:{s.name}": (COUNT, 0, 0, 0) for s in sheets()}

    with ledger.event(ledger.Who("test", "office"), "test"):
        written = export_sheets(names=None, folder=folder / "out", format=form)
    assert len(written) == 34
    for s in sheets():
        given_rows = [values(s, [row[c.name] for c in s.columns]) for row in made[s.name]]
        assert stored_cells(s.name, folder / "out" / f"{s.zh}.{form}") == given_rows
    again = import_paths(paths=[folder / "out"], actor=None)
    assert counts(again) == {f"sheet:{s.name}": (0, 0, COUNT, 0) for s in sheets()}


text = (
    st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn", "Co", "Zl", "Zp"]), min_size=1, max_size=20)
    .map(lambda s: s.strip(cells.TRIM))
    .filter(bool)
)
awkward = st.sampled_from(
    ["=1+1", "-", "'a", "''", "@SUM(A1)", "+8", '="001"', "无", "—", "1E+5", "007", "`x", "/"]
)


class Texts(TestCase):
    @given(
        st.lists(st.one_of(text, awkward), min_size=1, max_size=5, unique=True),
        st.sampled_from(["xlsx", "csv"]),
    )
    def test_any_text_survives(self, names: list[str], form: str) -> None:
        """Texts that a web form may store, with everything a spreadsheet would eat."""
        import tempfile

        for name in names:
            Organisation.objects.create(name=name, kind="其他", contact=name)
        with tempfile.TemporaryDirectory() as folder:
            with ledger.event(ledger.Who("test", "office"), "test"):
                export_sheets(names=["organisations"], folder=Path(folder), format=form)
            document = import_paths(paths=[Path(folder)], actor=None)
        (file,) = document["files"]
        assert (file["unchanged"], file["new"], file["updated"]) == (len(names), 0, 0), file


@pytest.mark.django_db
def test_a_template_left_empty_brings_nothing(folder: Path) -> None:
    write_templates(names=["成员"], folder=folder)
    (file,) = import_paths(paths=[folder], actor=None)["files"]
    assert (file["kind"], file["read"]) == ("sheet:members", 0)
