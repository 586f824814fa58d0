"""A lake of its own for each test, closed afterwards."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from lianxin.engines.lake import Lake


@pytest.fixture
def lake(folder: Path) -> Iterator[Lake]:
    lake = Lake(folder / "lake")
    yield lake
    lake.close()
