"""Figures and receipts on the command line: the two forms of each, and what is refused."""

import csv
import io
import json
import sys
import zipfile

import pytest
from click.testing import CliRunner
from django.utils import translation

from lianxin.cli.failures import explain
from lianxin.cli.figures import _number
from lianxin.cli.group import lianxin
from lianxin.engines.figures import EngineMissing, JavaMissing

UNITS = "单位名称,单位类别,加入日期\n甲单位,成员单位,2020-01-01\n=乙单位,成员单位,2021-02-03\n"


@pytest.fixture
def run(transactional_db, tmp_path, monkeypatch):
    """Runs a command in a home whose lake is its own."""
    monkeypatch.setenv("LIANXIN_HOME", str(tmp_path / "home"))
    (tmp_path / "home").mkdir()
    (tmp_path / "单位.csv").write_text(UNITS, encoding="utf-8")

    def invoke(*arguments):
        done = CliRunner().invoke(lianxin, [*map(str, arguments)], standalone_mode=False)
        if done.exception:
            raise done.exception
        return done

    invoke("import", tmp_path / "单位.csv")
    return invoke


def test_figures_as_json(run):
    answer = json.loads(run("figures", "council.units", "--period", "2020", "--json").stdout)
    assert answer["period"] == {"text": "2020", "first": "2020-01-01", "last": "2020-12-31"}
    receipt = json.loads(run("receipt", "council.units", "--period", "2020").stdout)
    assert isinstance(answer["snapshot"], str)
    assert answer["snapshot"] == receipt["snapshot"]
    (figure,) = answer["figures"]
    assert (figure["value"], figure["unit"], figure["rows"], figure["phrase"]) == (1, "个", 1, "达1个")


def test_all_figures_by_line_of_work(run):
    with translation.override("zh-hans"):
        shown = run("figures", "--period", "2021").stdout
    assert len([line for line in shown.splitlines() if line.startswith("  ")]) == 64
    assert "2个" in shown and "达" not in shown  # tables have no 达
    assert shown.splitlines()[0].startswith("2021")


def test_an_old_snapshot_gives_the_old_value(run, tmp_path):
    old = json.loads(run("figures", "council.units", "--period", "2021", "--json").stdout)
    (tmp_path / "单位2.csv").write_text(UNITS.replace("甲", "丙"), encoding="utf-8")
    run("import", tmp_path / "单位2.csv")
    for snapshot, value in ((None, 3), (old["snapshot"], 2)):
        pinned = ["--snapshot", snapshot] if snapshot else []
        answer = json.loads(run("figures", "council.units", "--period", "2021", "--json", *pinned).stdout)
        assert answer["figures"][0]["value"] == value


def test_receipts_in_three_forms(run, tmp_path):
    asked = ("receipt", "council.units", "--period", "2021")
    document = json.loads(run(*asked).stdout)
    assert document["count"] == document["value"] == len(document["rows"]) == 2
    assert document["rows"][0]["source"]["file"] == "单位.csv"
    content = run(*asked, "--format", "csv").stdout_bytes
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    assert sorted(row[0] for row in rows[1:]) == ["'=乙单位", "甲单位"]
    run(*asked, "--format", "xlsx", "-o", tmp_path / "out.xlsx")
    assert "xl/worksheets/sheet1.xml" in zipfile.ZipFile(tmp_path / "out.xlsx").namelist()


@pytest.mark.parametrize("form", ["json", "csv", "xlsx"])
def test_a_receipt_that_fails_midway_leaves_no_part_of_it(run, tmp_path, monkeypatch, form):
    def breaks(receipt):
        yield {"name": "甲单位", "source": {}}
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("lianxin.reports.queries.Receipt.stream", breaks)
    target = tmp_path / "out" / "receipt"
    target.parent.mkdir()
    asked = ("receipt", "council.units", "--period", "2021", "--format", form, "-o", target)
    with pytest.raises(OSError):
        run(*asked)
    assert list(target.parent.iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["figures", "council.unit", "--period", "2021"], "unknown_figure"),
        (["figures", "--period", "last"], "bad_period"),
        (["figures", "council.units", "--period", "2021", "--by", "town"], "unknown_dimension"),
        (["figures", "--period", "2021", "--snapshot", "99999"], "unknown_snapshot"),
        (["figures", "--period", "2021", "--snapshot", "yesterday"], "unknown_snapshot"),
        (["receipt", "nothing", "--period", "2021"], "unknown_figure"),
    ],
)
def test_what_cannot_be_answered_carries_a_code(run, arguments, code):
    with pytest.raises(Exception) as error:
        run(*arguments)
    assert error.value.code == code


def test_spark_that_is_not_installed(run, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyspark", None)
    with pytest.raises(EngineMissing) as error:
        run("figures", "--period", "2021", "--engine", "spark")
    line, code = explain(error.value)
    assert (error.value.code, code) == ("engine_missing", 2)
    assert "pip install 'lianxin[spark]'" in line


@pytest.mark.parametrize("java", ["", "exit 1", """echo 'openjdk version "11.0.2"' >&2"""])
def test_spark_without_a_java_that_works(run, monkeypatch, tmp_path, java):
    (tmp_path / "bin").mkdir()
    if java:
        (tmp_path / "bin" / "java").write_text(f"#!/bin/sh\n{java}\n")
        (tmp_path / "bin" / "java").chmod(0o755)
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    monkeypatch.setattr("lianxin.engines.figures.spark_session.find_spec", lambda name: name)
    with pytest.raises(JavaMissing) as error:
        run("figures", "--period", "2021", "--engine", "spark")
    line, code = explain(error.value)
    assert (error.value.code, code) == ("java_missing", 2)
    assert "JAVA_HOME" in line


@pytest.mark.parametrize(
    ("value", "shown"),
    [(None, "-"), (0, "0"), (3987, "3,987"), ("19873211.40", "19,873,211.40"), (27.8, "27.8"),
     ("-0.50", "-0.50"), ("-1234.50", "-1,234.50")],
)  # fmt: skip
def test_numbers_are_grouped(value, shown):
    assert _number(value) == shown
