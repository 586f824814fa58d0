"""Hours of the week: over bookings that pass midnight, and together the figure's own value."""

import csv
from fractions import Fraction
from pathlib import Path

import pytest

from lianxin.records.actions import import_paths
from lianxin.reports.actions import take_snapshot
from lianxin.reports.queries import figures, hours_of_the_week

TABLES = {
    "基地.csv": [["基地名称", "启用日期"], ["甲基地", "2020-01-01"]],
    "直播间.csv": [
        ["直播间编号", "基地", "类型", "开放时间", "启用日期"],
        ["S1", "甲基地", "标准", "09:00-02:00", "2020-01-01"],
    ],
    "成员.csv": [
        ["成员编号", "姓名", "成员类别", "加入日期", "重点联系"],
        ["M001", "张一", "主播", "2020-01-01", "是"],
    ],
    "预约.csv": [
        ["预约编号", "直播间编号", "成员编号", "开始时间", "结束时间", "状态"],
        ["B1", "S1", "M001", "2021-03-01 22:30", "2021-03-02 01:00", "已使用"],  # a Monday
        ["B2", "S1", "M001", "2021-03-08 22:30", "2021-03-08 23:00", "已使用"],
        ["B3", "S1", "M001", "2021-03-09 10:00", "2021-03-09 10:20", "已使用"],
        ["B4", "S1", "M001", "2021-03-10 10:00", "2021-03-10 12:00", "未到"],
        ["B5", "S1", "M001", "2020-03-10 10:00", "2020-03-10 12:00", "已使用"],
    ],
}
HALF, WHOLE = Fraction(1, 2), Fraction(1)


@pytest.fixture
def booked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, db: None) -> str:
    monkeypatch.setenv("LIANXIN_HOME", str(tmp_path / "home"))
    (tmp_path / "home").mkdir()
    for name, rows in TABLES.items():
        with (tmp_path / name).open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file).writerows(rows)
    found = import_paths(paths=[tmp_path / name for name in TABLES], actor=None)
    assert not [problem for file in found["files"] for problem in file["problems"]]
    return take_snapshot()


def test_each_hour_gets_its_part(booked: str) -> None:
    found = hours_of_the_week(period="2021", snapshot=booked)
    assert found == {(0, 22): WHOLE, (0, 23): WHOLE, (1, 0): WHOLE, (1, 10): Fraction(1, 3)}
    (figure,) = figures(keys=["spaces.hours_used"], period="2021", snapshot=booked)["figures"]
    assert f"{float(sum(found.values())):.2f}" == figure["value"]


def test_filtered_like_the_figure(booked: str) -> None:
    assert hours_of_the_week(period="2021", where={"base": "乙基地"}, snapshot=booked) == {}
