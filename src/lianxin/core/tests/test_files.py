"""A file is there whole or not at all."""

import os
import stat
from pathlib import Path

import pytest

from lianxin.core.files import whole_file


def test_what_fails_leaves_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "out.json"
    for before in (None, b"old"):
        if before is not None:
            path.write_bytes(before)
        with pytest.raises(ZeroDivisionError), whole_file(path) as target:
            target.write(b"half")
            raise ZeroDivisionError
        assert [(p.name, p.read_bytes()) for p in tmp_path.iterdir()] == (
            [("out.json", before)] if before is not None else []
        )


def test_what_is_finished_takes_its_place(tmp_path: Path) -> None:
    path = tmp_path / "out.json"
    path.write_bytes(b"old")
    path.chmod(0o640)
    (tmp_path / "link").symlink_to(path)
    with whole_file(tmp_path / "link") as target:
        target.write(b"new")
        assert path.read_bytes() == b"old"
    assert path.read_bytes() == b"new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert (tmp_path / "link").is_symlink()
    assert len(list(tmp_path.iterdir())) == 2


def test_a_device_is_written_to_and_not_replaced() -> None:
    with whole_file(Path(os.devnull)) as target:
        target.write(b"x")
    assert Path(os.devnull).is_char_device()


def test_a_folder_that_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="nowhere"), whole_file(tmp_path / "nowhere" / "x"):
        pass
