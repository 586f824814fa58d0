"""What is credited to one member, for the export of everything."""

import csv
from pathlib import Path

import pytest

from lianxin.records.actions import import_paths
from lianxin.reports.actions import take_snapshot
from lianxin.reports.queries import credited_to

TABLES = {
    "成员.csv": [
        ["成员编号", "姓名", "成员类别", "加入日期", "重点联系"],
        ["M001", "张一", "主播", "2020-01-01", "是"],
        ["M002", "张二", "主播", "2020-01-01", "否"],
    ],
    "荣誉.csv": [
        ["成员编号", "荣誉名称", "颁发单位", "级别", "颁发日期"],
        ["M001", "好主播", "县里", "区县", "2020-05-01"],
        ["M001", "好青年", "市里", "市", "2021-05-01"],
        ["M001", "劳模", "省里", "省", "2021-06-01"],
        ["M002", "好主播", "县里", "区县", "2021-05-01"],
    ],
}


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, db: None) -> None:
    monkeypatch.setenv("LIANXIN_HOME", str(tmp_path / "home"))
    (tmp_path / "home").mkdir()
    for name, rows in TABLES.items():
        with (tmp_path / name).open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file).writerows(rows)
    import_paths(paths=[tmp_path / name for name in TABLES], actor=None)


def test_by_year_and_of_one_member_only(home: None) -> None:
    found = credited_to("M001", take_snapshot())
    honours = {
        row["year"]: row["value"] for row in found if "荣誉" in row["figure"] or "表彰" in row["figure"]
    }
    assert honours == {"2020": 1, "2021": 2}
