"""OR-Library's text form: what is written is read, and a fault says where it is."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianxin.engines.planner.assignment import GapProblem, read_gap
from lianxin.engines.planner.errors import BadFile


def written(problem: GapProblem) -> str:
    rows = [*problem.costs.astype(int), *problem.resources, problem.capacities]
    sizes = f" {problem.agents} {problem.jobs}\n"
    return sizes + "".join(" " + " ".join(map(str, row)) + " \n" for row in rows)


@st.composite
def problems(draw: st.DrawFn) -> GapProblem:
    agents, jobs = draw(st.integers(1, 4)), draw(st.integers(1, 5))
    numbers = draw(st.lists(st.integers(0, 99), min_size=agents, max_size=agents * 20))
    table = np.resize(np.array(numbers), (2 * agents + 1, max(jobs, agents)))
    costs = table[:agents, :jobs].astype(float)
    return GapProblem(costs, table[agents:-1, :jobs], table[-1, :agents])


def same(one: GapProblem, other: GapProblem) -> bool:
    pairs = [(one.costs, other.costs), (one.resources, other.resources), (one.capacities, other.capacities)]
    return all(np.array_equal(*pair) for pair in pairs)


@given(st.lists(problems(), min_size=1, max_size=3), st.booleans())
def test_what_is_written_is_read(held: list[GapProblem], alone: bool) -> None:
    held = held[:1] if alone else held
    text = "".join(map(written, held))
    read = read_gap(text if alone else f" {len(held)}\n{text}")
    assert len(read) == len(held)
    assert all(map(same, read, held))


@given(st.text(alphabet="0123456789 .-e\nx", max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        assert read_gap(text)
    except BadFile as bad:
        assert len(bad.faults) == 1


GOOD = "2 3\n1 2 3\n4 5 6\n1 1 1\n2 2 2\n5 6\n"


@pytest.mark.parametrize(
    ("text", "place", "code", "line"),
    [
        ("", "", "plan_gap_empty", None),
        (GOOD.replace("4 5 6", "4 x 6"), "costs[1][1]", "plan_gap_not_number", 3),
        (GOOD.replace("4 5 6", "4 nan 6"), "costs[1][1]", "plan_gap_not_number", 3),
        (GOOD.replace("2 2 2", "2 2.5 2"), "resources[1][1]", "plan_gap_not_whole", 5),
        (GOOD.replace("2 2 2", "2 -2 2"), "resources[1][1]", "plan_gap_below", 5),
        (GOOD.replace("\n5 6\n", "\n5\n"), "capacities[1]", "plan_gap_short", 6),
        (GOOD + "7", "", "plan_gap_long", 7),
        ("0 3\n1", "agents", "plan_gap_below", 1),
        ("90000 90000\n1", "jobs", "plan_gap_above", 1),
        ("2\n" + GOOD + GOOD.replace("4 5 6", "4 x 6"), "problems[1].costs[1][1]", "plan_gap_not_number", 10),
        ("2\n" + GOOD, "problems[1].agents", "plan_gap_short", 7),
    ],
)
def test_a_fault_says_where_it_is(text: str, place: str, code: str, line: int | None) -> None:
    with pytest.raises(BadFile) as caught:
        read_gap(text)
    (fault,) = caught.value.faults
    assert (fault.place, fault.code, fault.params.get("line")) == (place, code, line)


def test_costs_may_be_fractions() -> None:
    (problem,) = read_gap(GOOD.replace("4 5 6", "4 5.5 6"))
    assert not problem.whole and problem.costs[1, 1] == 5.5
