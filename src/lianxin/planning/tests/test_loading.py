"""A season's data as a workbook: out, in again unchanged, bad rows told, taken back with the batch."""

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from lianxin.accounts.models import User
from lianxin.cli import plan_sheets
from lianxin.engines.tabular import open_tables
from lianxin.planning.actions.handing_out import write_season
from lianxin.planning.models import CreatorTerms, Floor, Loaded, Season, Supply
from lianxin.records.actions import import_paths, roll_back

TERMS = "排播季,成员编号,直播平台,每场费用,每周最多场次,全季最少场次,直播间类型,可播时间\n"
SUPPLY = "排播季,产品编号,单价,每件毛利,可存周数,承诺件数,第1周,第2周,第3周\n"


def counts(document: dict[str, Any]) -> list[tuple[int, int, int, int]]:
    return [(f["new"], f["updated"], f["unchanged"], f["rejected"]) for f in document["files"]]


@pytest.fixture
def files(tmp_path: Path) -> Any:
    def written(name: str, text: str) -> Path:
        path = tmp_path / name
        path.write_text(text, "utf-8")
        return path

    return written


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_what_is_handed_out_comes_back_unchanged(
    district: Season, planner: User, told: Any, tmp_path: Path, form: str
) -> None:
    CreatorTerms.objects.filter(member_no="C01").update(starts=["09:00", "18:00"], studio_kinds=["标准"])
    Supply.objects.update(units=[12.5, 0], promise=3.25)
    Floor.objects.create(season=district, grower="青竹合作社", floor="5200.50")
    paths = write_season(season=district, folder=tmp_path, form=form, actor=planner)
    before = [list(model.objects.values()) for model in (CreatorTerms, Supply, Floor)]
    found = import_paths(paths=paths, actor=planner)
    rows = [CreatorTerms.objects.count(), Supply.objects.count(), 1]
    assert sorted(counts(found)) == sorted((0, 0, n, 0) for n in rows)
    assert [list(model.objects.values()) for model in (CreatorTerms, Supply, Floor)] == before
    assert not Loaded.objects.exists() and found["unknown"] == []
    assert {f"member:{row['member_no']}" for row in before[0]} <= set(told.subjects)


def test_an_empty_season_gets_a_sample_that_is_not_imported(
    district: Season, planner: User, told: Any, tmp_path: Path
) -> None:
    bare = Season.objects.create(name="空季", first=district.first, weeks=3, starts=["09:00"])
    paths = write_season(season=bare, folder=tmp_path, form="xlsx", actor=planner)
    heads = {table.sheet: [cell for cell in table.head[0] if cell] for table in open_tables(paths[0])}
    assert heads["货源安排"][-1] == "第3周" and heads["种植户保底"] == ["排播季", "种植户", "保底金额"]
    assert counts(import_paths(paths=paths, actor=planner)) == [(0, 0, 0, 0)] * 3


def test_good_rows_go_in_and_bad_ones_say_why(
    district: Season, planner: User, told: Any, files: Any, tmp_path: Path
) -> None:
    name = district.name
    member, product = CreatorTerms.objects.all()[0].member_no, Supply.objects.all()[0].product_no
    terms = files(
        "terms.csv",
        TERMS
        + f"{name},{member},快手,260,3,2,,9:00；18:00\n{name},没有,,1,1,1,,\n{name},{member},,1,1,1,,25点\n"
        f"{name},{member},,-5,9,1,,\n夏季,{member},,1,1,1,,\n{name},{member},,1,,,,\n",
    )
    supply = files(
        "supply.csv",
        SUPPLY + f"{name},{product},20,8,1,40,5,7,\n{name},P9,20,8,1,0,-1,abc,\n"
        f"{name},{product},20,8,1,4,5,7,9\n",
    )
    found = import_paths(paths=[terms, supply], actor=planner)
    assert counts(found) == [(0, 1, 0, 5), (0, 1, 0, 2)]
    row = CreatorTerms.objects.get(member_no=member)
    assert (row.platform, row.fee, row.max_per_week, row.starts) == ("快手", 260, 3, ["09:00", "18:00"])
    assert Supply.objects.get(product_no=product).units == [5.0, 7.0]
    said = [(p["row"], p["column"]) for p in found["files"][0]["problems"]]
    assert said == [
        (3, "成员编号"), (4, "可播时间"), (5, "每场费用"), (5, "每周最多场次"), (6, "排播季"), (7, "成员编号")
    ]  # fmt: skip
    said = [(p["row"], p["column"]) for p in found["files"][1]["problems"]]
    assert said == [(3, "第1周"), (3, "第2周"), (3, "产品编号"), (4, "第3周")]
    assert found["files"][0]["problem_file"]
    edited = Season.objects.get(pk=district.pk).edited
    assert counts(import_paths(paths=[terms, supply], actor=planner)) == [(0, 0, 1, 5), (0, 0, 1, 2)]
    assert Season.objects.get(pk=district.pk).edited == edited  # no plan grows old by it


def test_a_batch_is_taken_back(district: Season, planner: User, told: Any, files: Any) -> None:
    name, first, second = district.name, *CreatorTerms.objects.values_list("member_no", flat=True)[:2]
    CreatorTerms.objects.filter(member_no=second).delete()
    terms = files("terms.csv", TERMS + f"{name},{first},,999,1,0,,\n{name},{second},,5,1,0,,\n")
    floors = files("floors.csv", f"排播季,种植户,保底金额\n{name},青竹合作社,700\n")
    batch = import_paths(paths=[terms, floors], actor=planner)["batch"]
    Floor.objects.update(floor=800)  # by somebody else: stays
    done = roll_back(batch_no=batch, actor=planner)
    assert (done.removed, done.restored) == (1, 1)
    assert CreatorTerms.objects.get(member_no=first).fee == 200
    assert not CreatorTerms.objects.filter(member_no=second).exists()
    assert Floor.objects.get().floor == 800 and not Loaded.objects.exists()
    gone = files("floors.csv", f"排播季,种植户,保底金额\n{name},青竹合作社,0\n")
    assert counts(import_paths(paths=[gone], actor=planner)) == [(0, 1, 0, 0)]
    assert not Floor.objects.exists()


def test_only_planners_and_only_a_season_s_tables(
    district: Season, pages: Client, told: Any, files: Any
) -> None:
    name, member = district.name, CreatorTerms.objects.all()[0].member_no
    text = TERMS + f"{name},{member},,321,3,0,,\n{name},没有,,1,1,1,,\n"
    auditor = User.objects.create_user("auditor", role="auditor")
    found = import_paths(paths=[files("t.csv", text)], actor=auditor)
    assert found["files"] == [] and len(found["unknown"]) == 1
    at = f"/planning/{district.pk}/load/"

    def hand_in(content: str) -> Any:
        return pages.post(at, {"upload": SimpleUploadedFile("t.csv", content.encode())}, follow=True)

    for wrong in ("成员编号,姓名\nM1,王\n", "乱写\n1\n", "\n"):
        assert "alert-danger" in hand_in(wrong).content.decode()
    assert "空" in hand_in("").content.decode()
    page = hand_in(text)
    assert "成员编号" in page.content.decode()
    assert CreatorTerms.objects.get(member_no=member).fee == 200  # checked only
    page = pages.post(page.request["PATH_INFO"], follow=True)
    assert CreatorTerms.objects.get(member_no=member).fee == 321
    assert "问题行" in page.content.decode()
    batch = Loaded.objects.get().batch_no
    problems = pages.get(f"/planning/{district.pk}/batches/{batch}/{page.context['files'][0]['pk']}/problems")
    assert problems.status_code == 200


def test_the_command_line_writes_the_same(
    district: Season, told: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plan_sheets, "open_home", lambda: None)
    asked = ["--season", district.name, "-o", str(tmp_path), "--format", "csv"]
    done = CliRunner().invoke(plan_sheets.sheets_command, asked)
    assert done.exit_code == 0 and len(done.output.split("\n")) == 4
    assert CliRunner().invoke(plan_sheets.sheets_command, [*asked[:1], "没有", *asked[2:]]).exit_code
