"""Published instances of generalised assignment on the command line."""

import json

import pytest
from click.testing import CliRunner

from lianxin.cli.failures import explain
from lianxin.cli.group import lianxin

TINY = "2 3\n1 2 3\n4 5 6\n1 1 1\n2 2 2\n2 3\n"


def run(folder, text, *arguments):
    (folder / "gap.txt").write_bytes(text.encode())
    arguments = ["plan", "gap", str(folder / "gap.txt"), "--seconds", "1", *arguments]
    return CliRunner().invoke(lianxin, arguments, standalone_mode=False)


@pytest.mark.parametrize(("sense", "best"), [([], 9), (["--maximise"], 9)])
def test_best_cost_and_bound_are_told(tmp_path, sense, best):
    done = run(tmp_path, TINY, "--json", *sense)
    (one,) = json.loads(done.stdout)
    assert done.return_value == 0
    assert (one["status"], one["cost"], one["bound"], one["gap"]) == ("optimal", best, best, 0)
    assert sorted(one["assignment"]) == [0, 0, 1]


def test_a_file_of_several_and_one_that_cannot_be(tmp_path):
    done = run(tmp_path, "2\n" + TINY + TINY.replace("2 3\n1", "2 3\n7", 1).replace("\n2 3\n", "\n0 1\n"))
    head, first, second = done.stdout.splitlines()
    assert done.return_value == 1 and head and first.split()[2:4] == ["9", "9"]
    assert second.split()[2:4] == ["–", "–"]


def test_a_bad_number_is_told_with_its_place(tmp_path):
    done = run(tmp_path, TINY.replace("4 5 6", "4 x 6"))
    assert "costs[1][1]" in done.stderr and "“x”" in done.stderr and "3" in done.stderr
    line, code = explain(done.exception)
    assert code == 2 and "gap.txt" in line
