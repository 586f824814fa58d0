"""When `lianxin demo` fills a home, when it serves what is there, and when it refuses."""

import json

import pytest

from lianxin.cli import demo
from lianxin.cli.failures import Failure
from lianxin.core.home import home

SMALL = {"scale": "small", "year": 2021, "seed": None}


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("LIANXIN_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def test_a_new_or_empty_home_is_filled(folder):
    assert not demo._is_ready(SMALL)
    folder.mkdir()
    assert not demo._is_ready(SMALL)


def test_a_home_that_somebody_uses_is_left_alone(folder):
    folder.mkdir()
    (folder / "lianxin.sqlite3").touch()
    with pytest.raises(Failure, match="--home"):
        demo._is_ready(SMALL)


def test_keys_alone_make_no_home(folder):
    home().make()
    (home().keys / "session.key").write_bytes(bytes(48))
    assert not demo._is_ready(SMALL)
    (folder / "lianxin.sqlite3").touch()
    with pytest.raises(Failure):
        demo._is_ready(SMALL)


@pytest.mark.parametrize(("filled", "ready"), [(False, False), (True, True)])
def test_the_same_demo_is_taken_up_or_served(folder, filled, ready):
    folder.mkdir()
    demo._mark(SMALL, filled=filled)
    assert demo._is_ready(SMALL) is ready
    assert json.loads((folder / "demo.json").read_text())["scale"] == "small"


def test_another_demo_is_refused(folder):
    folder.mkdir()
    demo._mark(SMALL, filled=True)
    with pytest.raises(Failure):
        demo._is_ready(SMALL | {"year": 2022})
