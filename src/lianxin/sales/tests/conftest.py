from collections.abc import Iterator
from pathlib import Path

import pytest

from lianxin.sales.queries import lake


@pytest.fixture
def fresh_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A home whose lake is empty."""
    folder = tmp_path / "home"
    folder.mkdir()
    monkeypatch.setenv("LIANXIN_HOME", str(folder))
    yield folder
    lake().close()
