"""Upload, check, confirm, roll back: the whole way, and the ways it can go wrong."""

import tempfile
import threading
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from lianxin.jobs.actions import work_once
from lianxin.jobs.models import Job
from lianxin.liaison.models import Case
from lianxin.people.models import Member
from lianxin.records.models import Batch

pytestmark = pytest.mark.usefixtures("own_home")


@pytest.fixture(autouse=True)
def _own_temporary_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "tmp"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def upload(client: Client, *paths: Path, **options: str) -> str:
    """The address of the check."""
    files = [SimpleUploadedFile(path.name, path.read_bytes()) for path in paths]
    answer = client.post("/imports/", {"upload": files, **options})
    assert answer.status_code == 302, answer.content.decode()
    return answer.headers["Location"]


def done(client: Client, check: str) -> str:
    """Where the check leads once the worker has done what waits."""
    while work_once(threading.Event()):
        pass
    return client.get(check).headers.get("Location", check)


def imported(client: Client, *paths: Path) -> str:
    """The address of the batch."""
    check = upload(client, *paths)
    done(client, check)
    client.post(f"{check}confirm")
    return done(client, check)


def kept_uploads() -> list[Path]:
    return list(Path(tempfile.gettempdir()).glob("lianxin-upload-*"))


def test_check_then_confirm_then_roll_back(
    office: Client, cases_file: Path, members_files: list[Path]
) -> None:
    check = upload(office, cases_file, *members_files)
    assert "正在" in office.get(check).content.decode()
    assert done(office, check) == check
    page = office.get(check).content.decode()
    assert "not a day" in page
    assert Case.objects.count() == 0

    for _twice in range(2):
        assert office.post(f"{check}confirm").headers["Location"] == check
    batch = done(office, check)
    assert Case.objects.count() == 63
    assert kept_uploads() == []
    page = office.get(batch).content.decode()
    assert "not a day" in page

    (workbook,) = [part.split('"')[0] for part in page.split('href="') if "/problems/" in part[:80]]
    assert office.get(workbook).content.startswith(b"PK")

    assert "67" in office.get(f"{batch}roll-back").content.decode()
    assert office.post(f"{batch}roll-back", follow=True).status_code == 200
    assert Case.objects.count() == Member.objects.count() == 0
    assert Batch.objects.get().rolled_back_by is not None


def test_discarding_deletes_the_files(office: Client, members_files: list[Path]) -> None:
    check = upload(office, *members_files)
    assert len(kept_uploads()) == 1
    office.post(f"{check}discard")
    assert kept_uploads() == []
    assert Member.objects.count() == 0


def test_a_broken_file_is_named_with_its_reason(office: Client, tmp_path: Path) -> None:
    broken = tmp_path / "成员.xlsx"
    broken.write_bytes(b"PK\x03\x04 this is no workbook")
    check = upload(office, broken)
    done(office, check)
    page = office.get(check).content.decode()
    assert "“成员.xlsx”不能导入" in page
    assert "/confirm" not in page


def test_a_check_belongs_to_its_session(office: Client, members_files: list[Path]) -> None:
    check = upload(office, *members_files)
    office.session.flush()
    other = Client()
    other.force_login(Batch._meta.get_field("actor").related_model.objects.get())
    assert other.get(check).headers["Location"] == "/imports/"
    assert other.post(f"{check}confirm").headers["Location"] == "/imports/"
    assert Member.objects.count() == 0


def test_nothing_chosen_is_said(office: Client) -> None:
    answer = office.post("/imports/", {})
    assert answer.status_code == 400
    assert 'role="alert"' in answer.content.decode()


def test_batches_are_listed(office: Client, members_files: list[Path]) -> None:
    batch = imported(office, *members_files)
    page = office.get("/imports/").content.decode()
    assert f'href="{batch}"' in page
    assert "成员.csv" in page


def test_templates_and_exports(office: Client, members_files: list[Path]) -> None:
    imported(office, *members_files)
    assert office.get("/sheets/members/template.xlsx").content.startswith(b"PK")
    assert "M001" in office.get("/sheets/members/export.csv").content.decode("utf-8-sig")
    assert office.get("/sheets/members/export.pdf").status_code == 404
    assert office.get("/sheets/weather/template.xlsx").status_code == 404


def test_the_waiting_page_asks_again_by_itself(office: Client, members_files: list[Path]) -> None:
    check = upload(office, *members_files)
    asked = {"headers": {"HX-Request": "true"}}
    assert "<html" not in office.get(check, **asked).content.decode()
    done(office, check)
    assert office.get(check, **asked).headers["HX-Redirect"] == check


def test_a_stopped_check_leaves_nothing(office: Client, members_files: list[Path]) -> None:
    check = upload(office, *members_files)
    office.post(f"{check}stop")
    assert done(office, check) == "/imports/"
    assert kept_uploads() == []


def test_a_locked_workbook_is_opened_without_keeping_its_password(
    office: Client, members_files: list[Path]
) -> None:
    check = upload(office, *members_files, password="secret")
    assert not Job.objects.exists()
    assert "M001" not in office.get(check).content.decode()
    assert "/confirm" in office.get(check).content.decode()


def test_an_unknown_batch(office: Client) -> None:
    assert office.get("/imports/20210101-0001/").status_code == 404
