"""Every figure on Spark against DuckDB, which `test_figure_values` holds to plain Python."""

import importlib
import shutil
from collections import Counter
from collections.abc import Iterator
from datetime import date
from importlib.util import find_spec
from typing import Any

import pytest

from lianxin.engines.figures import Duck, Figure, Result, World, compute, receipt, spark
from lianxin.engines.lake import Reading

pytestmark = [
    pytest.mark.spark,
    pytest.mark.slow,
    pytest.mark.skipif(find_spec("pyspark") is None, reason="needs lianxin[spark]"),
    pytest.mark.skipif(shutil.which("java") is None, reason="needs Java 17"),
    pytest.mark.parametrize("small_world", [1], indirect=True),
    # Spark's own: it leaves a socket of each answer to the collector.
    pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"),
]
APPS = ("people", "learning", "council", "liaison", "spaces", "voice", "goodworks", "market", "sales", "desk")
FIGURES: list[Figure] = [
    figure for app in APPS for figure in importlib.import_module(f"lianxin.{app}.figures").FIGURES
]
DIMENSIONS = sorted({dimension for figure in FIGURES for dimension in figure.by})
PERIOD = (date(2020, 1, 1), date(2021, 12, 31))
ODD = ("it's", "a\\b\\", "a\\'b", "${env:HOME}", "甲\n乙", "甲\0乙", "𠮷😀", '"`%_')


class Both:
    """The same rows on both engines."""

    def __init__(self, small: Duck, large: Any) -> None:
        self.engines = small, large

    def worlds(self, first: date = PERIOD[0], last: date = PERIOD[1]) -> list[World]:
        return [World(engine, first, last) for engine in self.engines]

    def same(self, figures: list[Figure], *period: date, **asked: Any) -> dict[str, Result]:
        """DuckDB's results, once Spark has given the same."""
        expected, found = (compute(world, figures, **asked) for world in self.worlds(*period))
        assert found == expected
        return expected


@pytest.fixture(scope="module")
def both(small_world: Any) -> Iterator[Both]:
    with pytest.MonkeyPatch.context() as patch:
        # For few rows, what takes time is compiling: Java's of itself here, Spark's of queries below.
        patch.setenv("JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1")
        with spark(Reading(small_world.con, 1).export) as large:
            yield Both(Duck(small_world.con), large)


@pytest.fixture
def interpreted(both: Both) -> Iterator[None]:
    from pyspark.sql import SparkSession

    conf = SparkSession.getActiveSession().conf
    changed = {
        "spark.sql.codegen.wholeStage": "false",
        "spark.sql.codegen.factoryMode": "NO_CODEGEN",
        "spark.sql.adaptive.enabled": "false",
    }
    before = {key: conf.get(key) for key in changed}
    for key, value in changed.items():
        conf.set(key, value)
    yield
    for key, value in before.items():
        conf.set(key, value)


@pytest.mark.usefixtures("interpreted")
def test_all_values(both: Both) -> None:
    assert len(both.same(FIGURES)) == 64


def test_nothing_in_the_period(both: Both) -> None:
    one_of_each = list({type(figure.fold): figure for figure in FIGURES if figure.kind == "flow"}.values())
    results = both.same(one_of_each, date(1999, 1, 1), date(1999, 12, 31))
    assert {result.rows for result in results.values()} == {0}


@pytest.mark.usefixtures("interpreted")
@pytest.mark.parametrize("dimension", DIMENSIONS)
def test_splits_and_filters(both: Both, dimension: str) -> None:
    figures = [figure for figure in FIGURES if dimension in figure.by]
    results = both.same(figures, by=dimension)
    common = Counter(group.key for result in results.values() for group in result.groups)
    ((value, _),) = common.most_common(1)
    filtered = both.same(figures, where={dimension: value})
    for figure in figures:
        groups = {group.key: group for group in results[figure.key].groups}
        assert filtered[figure.key].rows == (groups[value].rows if value in groups else 0)


@pytest.mark.usefixtures("interpreted")
@pytest.mark.parametrize("text", ODD)
def test_any_text_can_be_asked_for(both: Both, text: str) -> None:
    """As a literal it is Spark's own text again: nothing is escaped twice or read as a variable."""
    (large,) = both.engines[1:]
    found = large.fetch((), lambda: large.scalar("text", text).name("text").as_table(), {})
    assert found == [{"text": text}]
    members = [figure for figure in FIGURES if figure.key == "people.members"]
    assert both.same(members, where={"town": text})["people.members"].rows == 0


@pytest.mark.parametrize("key", ["sales.net", "desk.answered", "spaces.utilisation"])
def test_receipts(both: Both, key: str) -> None:
    (figure,) = [figure for figure in FIGURES if figure.key == key]
    expected, found = (receipt(world, figure) for world in both.worlds())
    assert found.columns == expected.columns
    assert sorted(map(repr, found.stream())) == sorted(map(repr, expected.stream()))
    assert found.page(7, 5) == expected.page(7, 5) != []
