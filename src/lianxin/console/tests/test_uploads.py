"""Files between the check and the confirmation: private, bounded in time, and gone afterwards."""

import os
import stat
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from lianxin.core import uploads


@pytest.fixture(autouse=True)
def _own_temporary_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    yield


def kept(*names: str) -> uploads.Upload:
    return uploads.keep([SimpleUploadedFile(name, b"a,b\n1,2\n") for name in names], {"kind": ""})


def test_only_the_owner_can_look_in() -> None:
    upload = kept("订单.csv")
    assert stat.S_IMODE(upload.folder.stat().st_mode) == 0o700
    assert [path.name for path in upload.files] == ["订单.csv"]


def test_files_of_one_name_stay_two() -> None:
    upload = kept("a.csv", "a.csv")
    assert len(upload.files) == len(set(upload.files)) == 2


@pytest.mark.parametrize(
    ("given", "name"),
    [("../../etc/passwd", "passwd"), ("a\\b.csv", "b.csv"), (".hidden.csv", "hidden.csv")],
)
def test_a_name_leads_nowhere_else(given: str, name: str) -> None:
    upload = kept(given)
    (path,) = upload.files
    assert path.name in (name, given.replace("\\", "_"))
    assert upload.folder in path.resolve().parents


def test_an_hour_later_it_is_gone() -> None:
    old, fresh = kept("old.csv"), kept("fresh.csv")
    past = time.time() - uploads.LIFETIME - 1
    os.utime(old.folder, (past, past))
    assert uploads.open_upload(old.token) is None
    uploads.sweep()
    assert not old.folder.exists()
    assert uploads.open_upload(fresh.token) is not None


@pytest.mark.parametrize("token", ["", "..", "../../etc", "x" * 32 + "/..", "y" * 32])
def test_only_tokens_open(token: str) -> None:
    assert uploads.open_upload(token) is None


def test_discarded_files_are_gone() -> None:
    upload = kept("a.csv")
    uploads.discard(upload)
    assert not upload.folder.exists()
    assert uploads.open_upload(upload.token) is None
