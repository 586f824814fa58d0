"""One run over files and folders: what goes in, what comes back, and what is said about it."""

from pathlib import Path

import openpyxl
import pytest

from lianxin.core.sheets import sheets
from lianxin.learning.models import Event
from lianxin.people.models import Account, Member, Organisation
from lianxin.records import queries
from lianxin.records.actions import import_paths
from lianxin.records.models import Batch, BatchFile, Change, Revision
from lianxin.records.rules import Refused, Stopped
from lianxin.records.tests.factories import make_rows, write_csv, write_xlsx

pytestmark = pytest.mark.django_db
MEMBERS = ["成员编号", "姓名", "成员类别", "加入日期", "重点联系"]
UNITS = ["单位名称", "单位类别"]


def member(number: str, kind: str = "主播", joined: str = "2021-01-01", focus: str = "是") -> list[str]:
    return [number, f"张{number}", kind, joined, focus]


def run(*paths: Path, **options) -> dict:
    document = import_paths(paths=paths, actor=None, **options)
    for f in document["files"]:
        assert (
            f["read"]
            == f["new"] + f["updated"] + f["unchanged"] + sum(f["excluded"].values()) + f["rejected"]
        )
    return document


def only(document: dict) -> dict:
    (file,) = document["files"]
    return file


def test_a_second_import_changes_nothing(folder: Path) -> None:
    for s in sheets():
        rows = [[row[c.name] for c in s.columns] for row in make_rows(8)[s.name]]
        write_csv(folder / f"{s.zh}.csv", [[c.zh for c in s.columns], *rows])
    assert {f["new"] for f in run(folder)["files"]} == {8}
    before = {r.sheet: r.number for r in Revision.objects.all()}
    assert {(f["new"], f["updated"], f["unchanged"]) for f in run(folder)["files"]} == {(0, 0, 8)}
    assert {r.sheet: r.number for r in Revision.objects.all()} == before


def test_good_rows_in_bad_rows_back(folder: Path) -> None:
    rows = [
        MEMBERS,
        member("M1"),
        member("M2", kind="主播员"),
        member("M3", joined="昨天"),
        member("", focus=""),
    ]
    file = only(run(write_csv(folder / "名单.csv", rows, "gb18030")))
    assert (file["new"], file["rejected"], file["encoding"]) == (1, 3, "gb18030")
    assert [(p["row"], p["column"]) for p in file["problems"]] == [
        (3, "成员类别"),
        (4, "加入日期"),
        (5, "成员编号"),
        (5, "重点联系"),
    ]
    assert "主播" in file["problems"][0]["reason"]
    back = folder / file["problem_file"]
    page = openpyxl.load_workbook(back).active
    assert [c.value for c in page[1]] == [*MEMBERS, "行号", "失败原因"]
    assert page[2][0].value == "M2"
    assert page[2][5].value == 3
    page["C2"], page["D3"], page["A4"], page["E4"] = "主播", "2021-03-01", "M4", "否"
    page.parent.save(back)
    mended = only(run(back))
    assert (mended["new"], mended["rejected"], mended["ignored_columns"]) == (3, 0, [])


def test_whole_files_or_nothing(folder: Path) -> None:
    write_csv(folder / "成员.csv", [MEMBERS, member("M1"), member("M2", joined="昨天")])
    write_csv(folder / "单位.csv", [UNITS, ["甲", "协会"]])
    documents = run(folder, whole_files=True)
    files = {f["kind"]: f for f in documents["files"]}
    assert (files["sheet:members"]["new"], files["sheet:members"]["rejected"]) == (0, 1)
    assert sum(files["sheet:members"]["excluded"].values()) == 1
    assert files["sheet:organisations"]["new"] == 1
    assert not Member.objects.exists()


def test_a_dry_run_writes_nothing_and_sees_earlier_files(folder: Path) -> None:
    write_csv(folder / "成员.csv", [[*MEMBERS, "所在单位"], [*member("M1"), "甲"], [*member("M2"), "乙"]])
    write_csv(folder / "单位.csv", [UNITS, ["甲", "协会"]])
    document = run(folder, dry_run=True)
    assert [(f["kind"], f["new"], f["rejected"]) for f in document["files"]] == [
        ("sheet:organisations", 1, 0),
        ("sheet:members", 1, 1),
    ]
    assert (document["batch"], document["dry_run"]) == ("", True)
    assert [m.objects.count() for m in (Organisation, Member, Batch, BatchFile, Change, Revision)] == [0] * 6
    assert sorted(p.name for p in folder.iterdir()) == ["单位.csv", "成员.csv"]


def test_a_reference_says_why_it_leads_nowhere(folder: Path) -> None:
    write_csv(folder / "b.csv", [UNITS, ["青禾合作社", "合作社"], ["坏单位", "合作设"]])
    rows = [
        [*MEMBERS, "所在单位"],
        [*member("M1"), "坏单位"],
        [*member("M2"), "青禾合作"],
        [*member("M3"), "远"],
    ]
    write_csv(folder / "a.csv", rows)
    members = run(folder)["files"][1]
    reasons = [p["reason"] for p in members["problems"]]
    assert "b.csv" in reasons[0]
    assert "青禾合作社" in reasons[1]
    assert "远" in reasons[2]
    assert members["rejected"] == 3


def test_every_word_of_a_list_is_checked(folder: Path) -> None:
    write_csv(folder / "单位.csv", [UNITS, ["甲", "协会"], ["乙", "协会"]])
    head = ["会议编号", "会议名称", "会议类型", "召开日期", "参会单位"]
    rows = [head, ["H1", "会", "调研", "2021-01-01", "甲；乙"], ["H2", "会", "调研", "2021-01-01", "甲、丙"]]
    write_csv(folder / "会议.csv", rows)
    file = run(folder)["files"][1]
    assert (file["new"], file["rejected"], file["problems"][0]["value"]) == (1, 1, "丙")


def test_rows_that_contradict_themselves(folder: Path) -> None:
    head = ["活动编号", "名称", "类型", "开始日期", "结束日期", "状态", "名额"]
    rows = [
        head,
        ["E1", "课", "讲座", "2021-03-02", "2021-03-01", "计划", ""],
        ["E2", "课", "讲座", "2021-03-02", "2021-03-02", "计划", "-5"],
        ["E3", "课", "讲座", "2021-03-02", "2021-03-02", "计划", "0"],
    ]
    file = only(run(write_csv(folder / "e.csv", rows)))
    assert [(p["row"], p["column"]) for p in file["problems"]] == [(2, "结束日期"), (3, "名额")]
    assert "开始日期" in file["problems"][0]["reason"]
    assert Event.unscoped.get().event_no == "E3"


def test_the_same_key_twice(folder: Path) -> None:
    rows = [MEMBERS, member("M1"), member("M1"), member("M1", focus="否"), ["合计", "", "", "", ""]]
    file = only(run(write_csv(folder / "成员.csv", rows)))
    assert (file["new"], file["rejected"], sorted(file["excluded"].values())) == (1, 1, [1, 1])
    assert (file["problems"][0]["row"], file["problems"][0]["column"]) == (4, "成员编号")
    assert "2" in file["problems"][0]["reason"]


def test_a_missing_column_stays_and_an_empty_cell_empties(folder: Path) -> None:
    run(write_csv(folder / "a.csv", [[*MEMBERS, "网名", "行业"], [*member("M1"), "小禾", "茶"]]))
    file = only(run(write_csv(folder / "b.csv", [[*MEMBERS, "网名"], [*member("M1"), ""]])))
    assert file["updated"] == 1
    found = Member.unscoped.get()
    assert (found.stage_name, found.industry) == ("", "茶")
    assert (found.source_file, found.source_row) == ("b.csv", 2)


def test_a_file_with_few_columns_is_known_by_its_name(folder: Path) -> None:
    run(write_csv(folder / "a.csv", [MEMBERS, member("M1")]))
    partly = [["成员编号", "网名"], ["M1", "小禾"], ["M9", "新人"]]
    unknown = run(write_csv(folder / "x.csv", partly))["unknown"]
    assert [u["file"] for u in unknown] == ["x.csv"]
    file = only(run(write_csv(folder / "成员更新.csv", partly)))
    assert (file["updated"], file["rejected"]) == (1, 1)
    assert {p["column"] for p in file["problems"]} == {"姓名", "成员类别", "加入日期", "重点联系"}
    forced = only(
        run(write_csv(folder / "y.csv", [["member_no", "行业"], ["M1", "茶"]]), kind="sheet:members")
    )
    assert (forced["updated"], Member.unscoped.get().industry) == (1, "茶")


def test_a_table_nobody_knows_is_told_what_it_lacks(folder: Path) -> None:
    (unknown,) = run(write_csv(folder / "x.csv", [MEMBERS[:-1], member("M1")[:-1]]))["unknown"]
    assert "成员" in unknown["reason"]
    assert "重点联系" in unknown["reason"]


def test_english_headers_in_any_order_with_others_between(folder: Path) -> None:
    head = ["备注", "focus", "joined_on", "kind", "name", "member_no"]
    file = only(
        run(write_csv(folder / "x.csv", [["通讯录"], head, ["好", "1", "2021/1/5", "写作", "张三", "M1"]]))
    )
    assert (file["kind"], file["header_row"], file["new"]) == ("sheet:members", 2, 1)
    assert file["ignored_columns"] == ["备注"]


def test_a_workbook_of_several_sheets_in_any_order(folder: Path) -> None:
    tables = {
        "说明": [["本表由办公室维护"]],
        "成员": [[*MEMBERS, "所在单位"], [*member("M1"), "甲"], member("M2", kind="?")],
        "填写说明": [["随便"]],
        "单位": [UNITS, ["甲", "协会"], ["乙", "?"]],
        "Sheet4": [],
    }
    document = run(write_xlsx(folder / "全部.xlsx", tables))
    assert [(f["sheet"], f["new"], f["problem_file"]) for f in document["files"]] == [
        ("单位", 1, "全部.单位.问题行.xlsx"),
        ("成员", 1, "全部.成员.问题行.xlsx"),
    ]
    assert [(u["file"], u["sheet"]) for u in document["unknown"]] == [("全部.xlsx", "说明")]


def test_personal_values_are_sealed_and_masked(folder: Path) -> None:
    rows = [[*MEMBERS, "手机号"], [*member("M1"), "13812345678"], [*member("M2"), "1.38E+10"]]
    file = only(run(write_csv(folder / "成员.csv", rows)))
    assert file["problems"][0]["value"] == "***"
    kept = repr([*Change.objects.values_list("before", "after"), *BatchFile.objects.values_list("problems")])
    assert "13812345678" not in kept
    assert "1.38E+10" not in kept
    assert Member.unscoped.get().phone == "13812345678"
    assert "phone" not in queries.facts("members").column_names


def test_problem_rows_can_be_kept_sealed(folder: Path) -> None:
    path = write_csv(folder / "成员.csv", [MEMBERS, member("M2", joined="昨天")])
    file = only(run(path, keep_problems=True))
    assert [p.name for p in folder.iterdir()] == ["成员.csv"]
    kept = BatchFile.objects.get()
    assert b"PK" not in bytes(kept.problem_workbook)[:2]
    content = queries.problem_workbook(kept)
    (folder / file["problem_file"]).write_bytes(content)
    assert openpyxl.load_workbook(folder / file["problem_file"]).active["A2"].value == "M2"


def test_what_in_a_folder_is_left_out(folder: Path) -> None:
    write_csv(folder / "成员.csv", [MEMBERS, member("M1", kind="?")])
    run(folder)
    (folder / "~$成员.xlsx").write_bytes(b"x")
    (folder / ".hidden.csv").write_bytes(b"x")
    (folder / "sub").mkdir()
    (folder / "sub" / "说明.pdf").write_bytes(b"%PDF-1.4 ...")
    document = run(folder)
    assert {u["file"] for u in document["unknown"]} == {
        "~$成员.xlsx",
        ".hidden.csv",
        "成员.问题行.xlsx",
        "sub/说明.pdf",
    }
    assert all(u["reason"] for u in document["unknown"])


def test_nothing_to_import_makes_no_batch(folder: Path) -> None:
    document = run(write_csv(folder / "x.csv", [["a", "b"], ["1", "2"]]))
    assert (document["batch"], document["files"], len(document["unknown"])) == ("", [], 1)
    assert not Batch.objects.exists()


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ({"paths": [Path("there/is/none.csv")]}, "no_such_file"),
        ({"paths": [], "kind": "sheet:member"}, "unknown_kind"),
    ],
)
def test_what_cannot_be_done_is_refused(options: dict, code: str) -> None:
    with pytest.raises(Refused) as refused:
        import_paths(actor=None, **options)
    assert refused.value.code == code


@pytest.mark.django_db(transaction=True)
def test_a_stop_leaves_whole_files(folder: Path) -> None:
    write_csv(folder / "单位.csv", [UNITS, *([f"单位{n}", "协会"] for n in range(1500))])
    write_csv(folder / "成员.csv", [MEMBERS, *(member(f"M{n}") for n in range(2500))])

    def stop(done: int, total: int | None) -> None:
        if done >= 3000:
            raise Stopped

    document = run(folder, progress=stop)
    assert document["stopped"]
    assert [f["kind"] for f in document["files"]] == ["sheet:organisations"]
    assert (Organisation.objects.count(), Member.objects.count()) == (1500, 0)
    batch = Batch.objects.get()
    assert (batch.state, batch.ended_at is not None, batch.files.count()) == (Batch.State.STOPPED, True, 1)


def test_numbers_are_kept_as_the_office_wrote_them(folder: Path) -> None:
    """Numeric cells of a workbook: ids as text, dates as dates, counts as counts."""
    import datetime as dt

    run(write_csv(folder / "a.csv", [MEMBERS, member("1001")]))
    head = ["成员编号", "平台", "账号ID", "昵称", "粉丝数", "统计日期"]
    rows = [
        head,
        [1001, "抖音", 123456789, "小禾", 10_900_000.0, dt.date(2021, 12, 31)],
        ["1001", "抖音", 1234567890123456789, "小禾", 5, dt.date(2021, 12, 31)],
    ]
    file = only(run(write_xlsx(folder / "账号.xlsx", {"平台账号": rows})))
    assert (file["new"], [p["column"] for p in file["problems"]]) == (1, ["账号ID"])
    found = Account.unscoped.get()
    assert (found.account_id, found.followers, found.as_of) == (
        "123456789",
        10_900_000,
        dt.date(2021, 12, 31),
    )
