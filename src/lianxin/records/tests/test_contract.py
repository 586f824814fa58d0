"""The sheets are those of the contract: a copy of it stands in tests/contract."""

import tomllib
from pathlib import Path

import pytest

from lianxin.core.sheets import Column, sheet, sheets
from lianxin.engines.tabular import CellError
from lianxin.records.actions.columns import ColumnReader
from lianxin.records.actions.samples import sample

CONTRACT = tomllib.loads(
    (Path(__file__).parents[4] / "tests" / "contract" / "records.toml").read_text(encoding="utf-8")
)


def told(line: str) -> dict[str, object]:
    """One line of the contract: name, title, type, flags; an example may follow."""
    name, zh, kind, *flags = line.split()
    return {
        "name": name,
        "zh": zh,
        "type": kind,
        "required": "*" in flags,
        "ref": next((f.removeprefix("ref:") for f in flags if f.startswith("ref:")), ""),
        "choices": tuple(next((f.removeprefix("one:") for f in flags if f.startswith("one:")), "").split("/"))
        if any(f.startswith("one:") for f in flags)
        else (),
        "personal": "personal" in flags,
    }


def derived(column: Column) -> dict[str, object]:
    names = ("name", "zh", "type", "required", "ref", "choices", "personal")
    return {name: getattr(column, name) for name in names}


def test_there_are_the_34_sheets() -> None:
    assert {s.name for s in sheets()} == set(CONTRACT)
    assert len(CONTRACT) == 34


@pytest.mark.parametrize("name", CONTRACT)
def test_a_sheet_is_as_the_contract_says(name: str) -> None:
    entry = CONTRACT[name]
    found = sheet(name)
    assert (found.zh, found.app, list(found.key)) == (entry["zh"], entry["app"], entry["key"])
    assert [derived(c) for c in found.columns] == [
        told(line) for line in entry["columns"].strip().split("\n")
    ]


@pytest.mark.parametrize("name", CONTRACT)
def test_an_example_of_the_contract_is_the_columns_help(name: str) -> None:
    for line in CONTRACT[name]["columns"].strip().split("\n"):
        _, is_there, example = line.partition("e.g. ")
        if is_there:
            assert sheet(name).column(line.split()[0]).help == example.strip()


def test_what_is_referred_to_comes_first() -> None:
    order = [s.name for s in sheets()]
    for s in sheets():
        assert all(order.index(ref) < order.index(s.name) for ref in s.refs)


@pytest.mark.parametrize("name", CONTRACT)
def test_every_sample_would_pass(name: str) -> None:
    target = sheet(name)
    for column in target.columns:
        text = sample(target, column)
        assert text, column.name
        values, problems = ColumnReader(target, column, column.zh).values([text], [2])
        assert not problems
        assert not isinstance(values[0], CellError)
