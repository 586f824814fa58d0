"""Templates, import, batches, roll back and export, one happy path each and what goes wrong."""

import json

import openpyxl
import pytest
from click.testing import CliRunner

from lianxin.accounts.models import User
from lianxin.cli.group import lianxin
from lianxin.cli.importing import exit_code
from lianxin.records.actions import templates
from lianxin.sales.models import StatusWord

pytestmark = pytest.mark.django_db

UNITS = "单位名称,单位类别,加入日期\n甲单位,成员单位,2020-01-01\n乙公司,网络企业,2021-02-03\n"
FAULTY = "单位名称,单位类别,加入日期\n丙公司,网络企业,2021-13-03\n"


@pytest.fixture
def run():
    def invoke(*arguments, code=0):
        done = CliRunner().invoke(lianxin, [*map(str, arguments)], standalone_mode=False)
        if done.exception:
            raise done.exception
        assert (done.return_value or 0) == code, done.output
        return done

    return invoke


@pytest.fixture
def units(tmp_path):
    path = tmp_path / "单位.csv"
    path.write_text(UNITS, encoding="utf-8")
    return path


def test_templates_are_written(run, tmp_path):
    done = run("template", "members", "单位", "-o", tmp_path / "out")
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["单位.xlsx", "成员.xlsx"]
    assert len(done.stdout.splitlines()) == 2


def test_what_is_imported_is_listed_exported_and_rolled_back(run, units, tmp_path):
    User.objects.create_user("zhang")
    first = json.loads(run("import", units, "--actor", "zhang", "--json").stdout)
    assert (first["files"][0]["new"], first["unknown"]) == (2, [])
    assert json.loads(run("import", units, "--json").stdout)["files"][0]["unchanged"] == 2
    batches = json.loads(run("batches", "--json").stdout)["batches"]
    assert [(one["new"], one["actor"]) for one in batches] == [(0, None), (2, "zhang")]
    assert first["batch"] in run("batches").stdout
    run("export", "organisations", "-o", tmp_path / "out", "--format", "csv")
    assert "甲单位,成员单位" in (tmp_path / "out" / "单位.csv").read_text(encoding="utf-8-sig")
    run("rollback", first["batch"])
    again = json.loads(run("import", units, "--dry-run", "--json").stdout)
    assert (again["dry_run"], again["files"][0]["new"]) == (True, 2)


def test_refused_rows_give_1_and_are_shown(run, tmp_path):
    path = tmp_path / "单位.csv"
    path.write_text(FAULTY, encoding="utf-8")
    shown = run("import", path, code=1).stdout
    assert "2021-13-03" in shown
    assert "单位.问题行.xlsx" in shown


def test_a_file_that_is_no_table_gives_1(run, tmp_path):
    (tmp_path / "x.pdf").write_bytes(b"%PDF-1.4")
    assert "x.pdf" in run("import", tmp_path / "x.pdf", code=1).stdout


def test_a_sheet_that_is_not_imported_is_named(run, tmp_path):
    book = openpyxl.Workbook()
    book.active.title = "备忘"
    book.active.append(["随手记", "一句话"])
    book.save(tmp_path / "资料.xlsx")
    assert "资料.xlsx [备忘]" in run("import", tmp_path / "资料.xlsx", code=1).stdout


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_an_export_that_fails_leaves_the_earlier_one(run, units, tmp_path, monkeypatch, form):
    run("import", units)
    out = tmp_path / "out"
    asked = ("export", "organisations", "-o", out, "--format", form)
    run(*asked)
    (before,) = [path.read_bytes() for path in out.iterdir()]
    shown = templates._shown

    def breaks(value, column):
        if value == "乙公司":
            raise OSError(28, "No space left on device")
        return shown(value, column)

    monkeypatch.setattr(templates, "_shown", breaks)
    with pytest.raises(OSError):
        run(*asked)
    assert [path.read_bytes() for path in out.iterdir()] == [before]


@pytest.mark.parametrize(
    ("document", "code"),
    [
        ({"files": [], "unknown": []}, 0),
        ({"files": [{"rejected": 0, "differs": False}], "unknown": []}, 0),
        ({"files": [{"rejected": 1, "differs": False}], "unknown": []}, 1),
        ({"files": [{"rejected": 0, "differs": True}], "unknown": []}, 1),
        ({"files": [{"rejected": 0, "differs": False}], "unknown": [{}]}, 1),
    ],
)
def test_exit_codes_of_an_import(document, code):
    assert exit_code(document) == code


def test_an_unknown_user_is_named(run, units):
    with pytest.raises(Exception, match="nobody"):
        run("import", units, "--actor", "nobody")


def test_a_status_word_is_decided_once(run):
    StatusWord.objects.create(platform="抖音", word="待成团", seen_in="订单.csv", lines=3)
    assert "待成团" in run("status-word").stdout
    run("status-word", "抖音", "待成团", "unpaid")
    assert StatusWord.objects.get().status == "unpaid"
    assert "待成团" not in run("status-word").stdout
