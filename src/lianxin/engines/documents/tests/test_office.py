"""A docx that another program has saved again: LibreOffice stands for Word and WPS, which do not run here."""

import shutil
import subprocess
from pathlib import Path

import pytest

from lianxin.engines.documents import check_docx, fingerprint, read
from lianxin.engines.documents.tests.making import chinese, edited, english, table, written

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        OFFICE is None, reason="LibreOffice is not installed: apt-get install libreoffice-writer"
    ),
]


def saved_again(path: Path, form: str = "docx") -> Path:
    folder = path.parent / "again"
    profile = f"-env:UserInstallation=file://{path.parent / 'profile'}"
    command = [str(OFFICE), profile, "--headless", "--convert-to", form, "--outdir", str(folder), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return folder / f"{path.stem}.{form}"


@pytest.mark.parametrize("document", [chinese(table(20)), english()], ids=["zh", "en"])
def test_what_is_carried_survives(tmp_path: Path, document: object) -> None:
    path = saved_again(written(tmp_path, "docx", document))  # type: ignore[arg-type]
    carried = read(path)
    assert carried.fingerprint == fingerprint(document)  # type: ignore[arg-type]
    assert carried.hand_edits == []
    assert len(carried.places) == len(read(written(tmp_path, "docx", document)).places)  # type: ignore[arg-type]


def test_a_digit_changed_before_it_was_saved_is_found(tmp_path: Path) -> None:
    path = saved_again(edited(written(tmp_path, "docx", chinese()), "1,204", "1,304"))
    assert [(edit.was, edit.now, edit.figure) for edit in read(path).hand_edits] == [("1,204", "1,304", "f2")]


def test_only_the_grid_is_not_kept_as_it_was(tmp_path: Path) -> None:
    """LibreOffice writes another character pitch; fonts, sizes, lines, margins and page numbers stay."""
    path = saved_again(written(tmp_path, "docx", chinese()))
    assert {deviation.what for deviation in check_docx(path)} <= {"grid"}
