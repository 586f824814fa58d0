"""The season planner's files on the command line."""

import json
from dataclasses import replace

import pytest
from click.testing import CliRunner

from lianxin.cli.failures import explain
from lianxin.cli.group import lianxin
from lianxin.core.messages import message
from lianxin.engines.planner import Plan, Session, check, sample, write_plan, write_problem


def sessions_of(problem):
    """One session of each creator, in a studio of her own if there is one."""
    for creator, studio in zip(problem.creators, problem.studios, strict=False):
        product = next(product for name, product in problem.demand.base if name == creator.id)
        slot = min(creator.slots & studio.slots)
        yield Session(creator.id, studio.id, slot, {product: 1})


@pytest.fixture
def files(tmp_path):
    """An instance with a plan that keeps its rules."""
    problem = sample("tiny")
    free = tuple(replace(one, studio_types=("标准", "厨房")) for one in problem.creators)
    problem = replace(problem, creators=free)
    sessions = tuple(sessions_of(problem))
    verdict = check(problem, sessions)
    plan = Plan("feasible", sessions, verdict.objective, parts=verdict.parts, sold=verdict.sold)
    (tmp_path / "instance.json").write_text(json.dumps(write_problem(problem)), "utf-8")
    (tmp_path / "plan.json").write_text(json.dumps(write_plan(plan)), "utf-8")
    return problem, plan, tmp_path


def run(*arguments):
    return CliRunner().invoke(lianxin, ["plan", *map(str, arguments)], standalone_mode=False)


def test_a_plan_that_keeps_the_rules(files):
    _problem, plan, folder = files
    done = run("check", folder / "instance.json", folder / "plan.json", "--json")
    answer = json.loads(done.stdout)
    assert done.return_value == 0
    assert answer["ok"] and answer["broken"] == [] and answer["misstated"] == {}
    assert answer["objective"] == pytest.approx(plan.objective)
    assert answer["parts"] == plan.parts
    told = run("check", folder / "instance.json", folder / "plan.json")
    assert f"{plan.objective:,.2f}" in told.stdout


def test_broken_rules_are_told_with_their_place(files):
    problem, plan, folder = files
    idle = tuple(replace(one, max_per_week=0) for one in problem.creators[:1])
    problem = replace(problem, creators=idle + problem.creators[1:])
    (folder / "instance.json").write_text(json.dumps(write_problem(problem)), "utf-8")
    done = run("check", folder / "instance.json", folder / "plan.json")
    (broken,) = check(problem, plan.sessions).broken
    assert done.return_value == 1
    assert f"{broken.place}: {message('plan_broken_week_cap', broken.values)}" in done.stdout


def test_a_plan_that_praises_itself_is_found_out(files):
    _problem, plan, folder = files
    praised = replace(plan, objective=plan.objective + 1000)
    (folder / "plan.json").write_text(json.dumps(write_plan(praised)), "utf-8")
    done = run("check", folder / "instance.json", folder / "plan.json", "--json")
    assert done.return_value == 1
    assert json.loads(done.stdout)["misstated"].keys() == {"objective"}


@pytest.mark.parametrize("as_json", [False, True])
def test_all_faults_of_a_file_are_told(files, as_json):
    folder = files[2]
    document = json.loads((folder / "instance.json").read_text("utf-8"))
    document["products"][3]["grower"] = "G01"
    document["creators"][1]["fee"] = -1
    (folder / "instance.json").write_text(json.dumps(document), "utf-8")
    done = run("check", folder / "instance.json", folder / "plan.json", *["--json"][: int(as_json)])
    told = done.stdout if as_json else done.stderr
    assert "products[3].grower" in told and "creators[1].fee" in told
    line, code = explain(done.exception)
    assert code == 2 and "instance.json" in line


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"{", b"[" * 100_000, "订单\n1".encode("gb18030")])
def test_what_is_no_plan_file_is_refused_in_one_line(files, content):
    folder = files[2]
    (folder / "plan.json").write_bytes(content)
    line, code = explain(run("check", folder / "instance.json", folder / "plan.json").exception)
    assert code == 2 and "plan.json" in line and "\n" not in line


def test_solve_check_and_begin_again(files):
    folder = files[2]
    instance, plan = folder / "instance.json", folder / "best.json"
    done = run("solve", instance, "-o", plan, "--seconds", 1, "--workers", 1, "--json")
    assert done.exception is None and done.return_value == 0
    written = json.loads(done.stdout)
    assert written == json.loads(plan.read_text("utf-8"))
    assert written["status"] in ("feasible", "optimal") and written["objective"] <= written["bound"]
    assert run("check", instance, plan).return_value == 0
    again = run("solve", instance, "--start", plan, "--seconds", 1, "--workers", 1)
    assert json.loads(again.stdout)["objective"] >= written["objective"] - 1e-6


def test_locks_that_cannot_stand_are_told(files):
    problem, plan, folder = files
    session = plan.sessions[0]
    document = json.loads((folder / "instance.json").read_text("utf-8"))
    busy = min({slot.id for slot in problem.slots} - problem.creators[0].slots)
    document["locked"] = [{"creator": session.creator, "slot": busy}]
    (folder / "instance.json").write_text(json.dumps(document), "utf-8")
    done = run("solve", folder / "instance.json", "-o", folder / "none.json", "--seconds", 1)
    assert done.return_value == 1
    written = json.loads((folder / "none.json").read_text("utf-8"))
    assert written["status"] == "infeasible"
    assert written["conflict"] == ["locked[0]", f"creator_busy[{session.creator}]"]
    why = json.loads(run("explain", folder / "instance.json", folder / "plan.json", "--json").stdout)
    assert [one["name"] for one in why["conflict"]["reasons"]] == written["conflict"]


def test_explain(files):
    problem, plan, folder = files
    both = (folder / "instance.json", folder / "plan.json")
    session = plan.sessions[0]
    (product,) = session.products
    why = json.loads(run("explain", *both, "--session", 0, "--json").stdout)
    assert why["brings"] == pytest.approx(plan.objective - check(problem, plan.sessions[1:]).objective)
    told = run("explain", *both, "--session", 0, "--exact", "--seconds", 0.5).stdout
    assert product in told and session.creator in told
    asked = ("--creator", session.creator, "--product", product, "--exact", "--json")
    exact = json.loads(run("explain", *both, *asked).stdout)["exact"]
    assert exact["cost"] >= 0 and exact["gain"] == pytest.approx(exact["found"] - exact["cost"])
    assert exact["control"]["objective"] - exact["plan"]["objective"] == pytest.approx(exact["cost"])
    pair = json.loads(
        run("explain", *both, "--creator", session.creator, "--product", product, "--json").stdout
    )
    assert pair["shown"] == [0] and pair["obstacles"][0]["message"]
    every = json.loads(run("explain", *both, "--unplaced", product, "--json").stdout)
    assert session.creator in {one["creator"] for one in every["creators"]}
    assert run("explain", *both).stdout.strip()


@pytest.mark.parametrize(
    "asked",
    [
        ["--session", 99],
        ["--creator", "C001"],
        ["--session", 0, "--unplaced", "P0001"],
        ["--unplaced", "P9"],
        ["--creator", "C9", "--product", "P0001"],
    ],
)
def test_what_cannot_be_asked_is_refused_in_one_line(files, asked):
    folder = files[2]
    done = run("explain", folder / "instance.json", folder / "plan.json", *asked)
    line, code = explain(done.exception)
    assert code == 2 and line and "\n" not in line
