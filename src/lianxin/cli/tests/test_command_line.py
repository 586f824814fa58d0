"""Exit codes, single lines and languages, as a shell sees them."""

import json
import os
import shutil
import subprocess
import sys
from functools import partial

import pytest


def run_in(folder, *arguments, **environment):
    names = {"LIANXIN_LANG", "LIANXIN_HOME", "LANG", "LC_ALL", "LANGUAGE", "DJANGO_SETTINGS_MODULE"}
    clean = {name: value for name, value in os.environ.items() if name not in names}
    return subprocess.run(  # noqa: PLW1510  the exit code is what is looked at
        [sys.executable, "-m", "lianxin", *map(str, arguments)],
        env=clean | {"LIANXIN_HOME": str(folder / "home")} | environment,
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=120,
    )


@pytest.fixture
def lianxin(tmp_path):
    return partial(run_in, tmp_path)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A folder with a new home, and what the command said that made it."""
    folder = tmp_path_factory.mktemp("made")
    return folder, run_in(folder, "--home", folder / "home", "batches", "--json", LIANXIN_HOME="elsewhere")


def failed(done, *words):
    """One line on standard error with these words, nothing else anywhere, exit code 2."""
    assert done.returncode == 2, done.stderr
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1, done.stderr
    assert all(word in done.stderr for word in words), done.stderr
    return True


def test_help_is_in_the_users_language(lianxin, tmp_path):
    assert "某一期间的指标" in lianxin("--help").stdout
    assert "選項" in lianxin("figures", "--help", LANG="zh_TW.UTF-8").stdout
    english = lianxin("--lang", "en", "receipt", "--help").stdout
    assert "Usage: lianxin receipt [OPTIONS] KEY" in english
    assert english.isascii()
    assert not (tmp_path / "home").exists()  # asking for help makes no home


def test_every_command_has_help_in_chinese(lianxin):
    listed = lianxin("--help").stdout.split("命令:")[1]
    assert len([line for line in listed.splitlines() if line.startswith("  ") and line.strip()]) >= 11
    for command in ("demo", "serve", "import", "template", "export", "figures", "receipt", "doctor"):
        assert f"  {command} " in listed


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["figurs"], ["figurs", "lianxin --help"]),
        (["--nonsense"], ["--nonsense"]),
        (["figures"], ["--period", "lianxin figures --help"]),
        (["figures", "--period", "2021", "--where", "month"], ["month"]),
        (["figures", "--period", "2021", "--where", "a=1", "--where", "a=2"], ["a=2"]),
        (["figures", "--period", "2021", "--engine", "abacus"], ["abacus", "duckdb"]),
        (["import", "missing.csv"], ["missing.csv"]),
        (["import"], ["PATH"]),
        (["--lang", "fr", "doctor"], ["fr", "zh-hans"]),
        (["serve", "--port", "123456"], ["123456"]),
        (["status-word", "抖音"], ["status-word"]),
    ],
)
def test_usage_errors_are_one_line(lianxin, arguments, words):
    assert failed(lianxin(*arguments, LIANXIN_LANG="en"), *words)


def test_usage_errors_are_in_chinese_too(lianxin):
    assert failed(lianxin("figures"), "缺少选项", "请看：lianxin figures --help")


def test_a_home_that_cannot_be_made(lianxin, tmp_path):
    (tmp_path / "file").write_text("")
    assert failed(lianxin("--home", tmp_path / "file", "batches"), str(tmp_path / "file"))


def test_a_damaged_database(lianxin, tmp_path):
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "lianxin.sqlite3").write_bytes(b"no database" * 1000)
    assert failed(lianxin("batches"), "lianxin doctor")
    logs = list((tmp_path / "home" / "logs").iterdir())
    assert "Traceback" in logs[0].read_text()


def test_the_home_is_made_on_first_use_and_is_sound(made):
    folder, first = made
    assert (first.returncode, first.stdout) == (0, '{\n "batches": []\n}\n')
    assert (folder / "home" / "lianxin.sqlite3").exists()
    assert not (folder / "elsewhere").exists()
    done = run_in(folder, "doctor", "--json")
    assert done.returncode == 0, done.stdout
    checks = json.loads(done.stdout)["checks"]
    assert {check["state"] for check in checks} <= {"ok", "notice"}
    said = {check["what"]: check["detail"] for check in checks}
    assert (said["导入"], said["后台任务"]) == ("没有中断的导入", "没有中断的任务")


def test_doctor_sees_keys_that_others_can_read(lianxin, made, tmp_path):
    shutil.copytree(made[0] / "home", tmp_path / "home")
    assert lianxin("doctor").returncode == 0
    (tmp_path / "home" / "keys").chmod(0o755)
    done = lianxin("doctor")
    assert done.returncode == 1
    assert "chmod" in done.stdout


def test_version(lianxin):
    assert lianxin("--version").stdout.startswith("lianxin 0.")
