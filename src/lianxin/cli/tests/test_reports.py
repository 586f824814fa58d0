"""Reports on the command line: to the letter of the contract, and what is refused."""

import io
import json
import re
import zipfile

import pytest
from click.testing import CliRunner
from django.utils import translation

from lianxin.accounts.models import User
from lianxin.cli.failures import explain
from lianxin.cli.group import lianxin

UNITS = "单位名称,单位类别,加入日期\n甲单位,成员单位,2020-01-01\n乙单位,成员单位,2021-02-03\n"
TEXT = "联席会议成员单位{{ council.units }}。\n"


@pytest.fixture
def run(transactional_db, tmp_path, monkeypatch):
    monkeypatch.setenv("LIANXIN_HOME", str(tmp_path / "home"))
    (tmp_path / "home").mkdir()
    (tmp_path / "单位.csv").write_text(UNITS, encoding="utf-8")
    (tmp_path / "正文.md").write_text(TEXT, encoding="utf-8")

    def invoke(*arguments, code=0):
        done = CliRunner().invoke(lianxin, [*map(str, arguments)], standalone_mode=False)
        if done.exception:
            raise done.exception
        assert (done.return_value or 0) == code, done.output
        return done

    with translation.override("zh-hans"):
        invoke("import", tmp_path / "单位.csv")
        yield invoke


def refused(run, *arguments):
    with pytest.raises(Exception) as caught:
        run(*arguments)
    line, code = explain(caught.value)
    assert code == 2 and "\n" not in line
    return line


def drafted(run, *options):
    return json.loads(run("report", "draft", "--period", "2021", *options, "--json").stdout)["edition"]


def test_the_contract_s_own_way(run, tmp_path):
    """draft, publish, list, export, verify, diff: nobody is named, and the template is as it came."""
    edition = drafted(run, "--template", "summary")
    done = json.loads(run("report", "publish", edition, "--json").stdout)
    assert (done["status"], bool(done["snapshot"]), done["published_by"]) == ("published", True, None)
    assert json.loads(run("report", "list", "--json").stdout)["editions"] == [done]
    assert edition in run("report", "list").stdout
    for form in ("docx", "html", "json"):
        run("report", "export", edition, "--format", form, "-o", tmp_path / f"r.{form}")
        verdict = json.loads(run("verify", tmp_path / f"r.{form}", "--json").stdout)
        assert (verdict["sound"], verdict["edition"], verdict["form"]) == (True, edition, form)
    assert "Nothing has changed" in run("report", "diff", edition).stdout
    (tmp_path / "单位2.csv").write_text(UNITS.replace("甲", "丙"), encoding="utf-8")
    run("import", tmp_path / "单位2.csv")
    assert "printed 2个, now 3个" in run("report", "diff", edition, code=1).stdout
    (units,) = json.loads(run("report", "diff", edition, "--json", code=1).stdout)["figures"]
    assert (units["printed"], units["now"], units["came"]) == (2, 3, 1)
    assert units["rows"][0]["why"]["code"] == "why_imported"


def test_the_second_person(run, tmp_path):
    for name in ("li", "wang"):
        User.objects.create_user(name, role="office")
    User.objects.create_user("zhao", role="auditor")
    edition = drafted(run, "--text", tmp_path / "正文.md", "--actor", "li")
    assert "另一人" in refused(run, "report", "publish", edition, "--actor", "li")
    assert "--actor" in refused(run, "report", "publish", edition)
    assert "办公室" in refused(run, "report", "publish", edition, "--actor", "zhao")
    done = json.loads(run("report", "publish", edition, "--actor", "wang", "--json").stdout)
    assert (done["changed_by"], done["checked_by"], done["published_by"]) == ("li", "wang", "wang")
    assert "已经发布" in refused(run, "report", "publish", edition, "--actor", "wang")
    gone = run("report", "withdraw", edition, "--reason", "有误", "--actor", "li", "--json")
    assert json.loads(gone.stdout)["withdrawal_reason"] == "有误"


def test_one_digit_changed_by_hand_is_found(run, tmp_path):
    edition = drafted(run, "--template", "summary")
    run("report", "publish", edition)
    run("report", "export", edition, "--format", "docx", "-o", tmp_path / "r.docx")
    target = io.BytesIO()
    with zipfile.ZipFile(tmp_path / "r.docx") as package, zipfile.ZipFile(target, "w") as copy:
        for name in package.namelist():
            content = package.read(name)
            if name == "word/document.xml":
                content = re.sub("2个".encode(), "3个".encode(), content, count=1)
            copy.writestr(name, content)
    (tmp_path / "r.docx").write_bytes(target.getvalue())
    shown = run("verify", tmp_path / "r.docx", code=1).stdout
    assert "council.units" in shown and "手工改动" in shown
    (found,) = json.loads(run("verify", tmp_path / "r.docx", "--json", code=1).stdout)["findings"]
    assert (found["code"], found["key"]) == ("hand_edit", "council.units")


def test_what_cannot_be_done(run, tmp_path):
    edition = drafted(run, "--text", tmp_path / "正文.md")
    assert "尚未发布" in refused(run, "report", "export", edition, "-o", tmp_path / "x.docx")
    assert not (tmp_path / "x.docx").exists()
    assert "E1" in refused(run, "report", "publish", "E1")
    assert "annual" in refused(run, "report", "draft", "--period", "2021", "--template", "x")
    assert "2021Q3" in refused(run, "report", "draft", "--period", "21")
    (tmp_path / "x.txt").write_text("无", encoding="utf-8")
    refused(run, "verify", tmp_path / "x.txt")
