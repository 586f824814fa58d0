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
    "作品.csv": [
        ["作品编号", "成员编号", "平台", "标题", "主题", "发布日期"],
        ["W1", "M001", "抖音", "好主播", "助农推介", "2020-05-01"],
        ["W2", "M001", "抖音", "好青年", "文明乡风", "2021-05-01"],
        ["W3", "M001", "快手", "劳模", "文明乡风", "2021-06-01"],
        ["W4", "M002", "抖音", "好主播", "助农推介", "2021-05-01"],
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
    works = {row["year"]: row["value"] for row in found if row["figure"] == "发布作品"}
    assert works == {"2020": 1, "2021": 2}
