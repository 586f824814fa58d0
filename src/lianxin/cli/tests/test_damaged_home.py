"""Homes that lack a part: every command says so in one line, and none goes on with an empty one."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

MEMBERS = "成员编号,姓名,成员类别,加入日期,重点联系\nM001,张一,主播,2020-01-01,是\n"
LINES = "order,paid,state,amount\nO1,2021-05-01 10:00:00,done,9.90\n"
MAPPING = """platform = "微店"
[columns]
order_id = "order"
line_id = "order"
paid_at = "paid"
status = "state"
paid_amount = "amount"
[status]
completed = ["done"]
"""


def lianxin(home: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "lianxin", "--home", str(home), "--lang", "en", *map(str, arguments)]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("DJANGO")}
    return subprocess.run(
        command, capture_output=True, text=True, env=environment, check=False, cwd=home.parent
    )


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory, migrated_home: Callable[[Path], Path]) -> Path:
    """A home with one member and one order."""
    folder = tmp_path_factory.mktemp("damaged")
    for name, text in (("members.csv", MEMBERS), ("orders.csv", LINES), ("shop.toml", MAPPING)):
        (folder / name).write_text(text, encoding="utf-8")
    home = migrated_home(folder / "home")
    assert lianxin(home, "import", folder / "members.csv").returncode == 0
    orders = ("import", folder / "orders.csv", "--as", "orders:generic")
    without = lianxin(home, *orders)
    assert (without.returncode, "--mapping" in without.stderr) == (2, True)
    assert lianxin(home, *orders, "--mapping", folder / "shop.toml").returncode == 0
    return home


@pytest.mark.parametrize(
    ("part", "command", "said"),
    [
        ("lake", ("figures", "--period", "2021"), "The order lake is missing"),
        ("lianxin.sqlite3*", ("figures", "--period", "2021"), "but the order lake is there"),
        ("keys/field.key", ("export", "members", "-o", "out"), "The key"),
        ("lake/data/**/*.parquet", ("receipt", "sales.net", "--period", "2021"), "The order lake is damaged"),
    ],
)
def test_what_is_missing_is_said(
    whole: Path, tmp_path: Path, part: str, command: tuple[str, ...], said: str
) -> None:
    home = tmp_path / "home"
    subprocess.run(["cp", "-r", whole, home], check=True)
    for path in list(home.glob(part)):
        subprocess.run(["rm", "-r", path], check=True)
    for arguments in (command, command):  # the second time as the first: nothing was made in between
        done = lianxin(home, *arguments)
        assert (done.returncode, done.stdout) == (2, "")
        assert said in done.stderr
        assert done.stderr.count("\n") == 1
    checked = lianxin(home, "doctor")
    assert checked.returncode in (1, 2)
    assert "missing" in checked.stdout + checked.stderr


def test_doctor_finds_a_damaged_database(whole: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    subprocess.run(["cp", "-r", whole, home], check=True)
    for path in home.glob("lianxin.sqlite3*"):
        path.unlink()
    (home / "lianxin.sqlite3").write_bytes(b"no database" * 1000)
    checked = lianxin(home, "doctor")
    assert checked.returncode == 1
    assert "put" in checked.stdout and "Order lake" not in checked.stderr


def test_a_reader_that_has_had_enough_is_no_failure(whole: Path) -> None:
    command = f"{sys.executable} -m lianxin --home {whole} receipt people.members --period 2021"
    done = subprocess.run(
        ["bash", "-c", f"{command} | true; echo ${{PIPESTATUS[0]}}"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert (done.stdout, done.stderr) == ("0\n", "")


def test_an_empty_home_is_no_folder() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "lianxin", "--home", "", "batches"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (2, "")


def test_a_full_disk_is_said_in_one_line(whole: Path) -> None:
    asked = ("receipt", "people.members", "--period", "2021", "--format", "xlsx", "-o", "/dev/full")
    done = lianxin(whole, *asked)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
