"""Spark's Java machine: started for one use, kept off the network and off the terminal, and ended."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from subprocess import TimeoutExpired, run
from typing import Any

from lianxin.engines.figures.errors import EngineMissing, JavaMissing

_OLDEST = 17
_VERSION = re.compile(r'version "([0-9]+)')
_WAIT = 20.0  # seconds for Java to end by itself


@contextmanager
def running(folder: Path) -> Iterator[Any]:
    """A SparkSession on two cores; it spills into `folder`. Raises EngineMissing, JavaMissing."""
    if find_spec("pyspark") is None:
        raise EngineMissing("spark")
    if not _has_java():
        raise JavaMissing("spark")
    from pyspark.java_gateway import launch_gateway

    conf = _conf(folder)
    # Java and Spark write to the terminal before any of their settings can stop them.
    with (folder / "spark.log").open("wb") as log:
        gateway = launch_gateway(conf, {"stdout": log, "stderr": log})
        try:
            yield from _session(conf, gateway)
        finally:
            _end(gateway)


def _has_java() -> bool:
    place = os.environ.get("JAVA_HOME")
    java = shutil.which("java", path=str(Path(place) / "bin") if place else None)
    if java is None:
        return False
    said = run([java, "-version"], capture_output=True, text=True, check=False).stderr
    version = _VERSION.search(said)
    return version is not None and int(version[1]) >= _OLDEST


def _conf(folder: Path) -> Any:
    from pyspark import SparkConf

    return SparkConf(loadDefaults=False).setAll(
        [
            ("spark.app.name", "lianxin"),
            ("spark.master", "local[2]"),
            ("spark.driver.memory", "2g"),
            ("spark.driver.host", "127.0.0.1"),
            ("spark.driver.bindAddress", "127.0.0.1"),
            ("spark.local.dir", str(folder)),
            ("spark.sql.warehouse.dir", str(folder / "warehouse")),
            ("spark.sql.catalogImplementation", "in-memory"),
            ("spark.sql.shuffle.partitions", "4"),
            ("spark.ui.enabled", "false"),
            ("spark.ui.showConsoleProgress", "false"),
        ]
    )


def _session(conf: Any, gateway: Any) -> Iterator[Any]:
    from pyspark import SparkContext
    from pyspark.sql import SparkSession

    session = SparkSession(SparkContext(conf=conf, gateway=gateway))
    try:
        yield session
    finally:
        session.stop()


def _end(gateway: Any) -> None:
    """Stopping a session leaves Java running until Python ends; pyspark has no word for ending it before."""
    from pyspark import SparkContext

    gateway.shutdown()
    SparkContext._gateway = SparkContext._jvm = None
    gateway.proc.stdin.close()
    try:
        gateway.proc.wait(_WAIT)
    except TimeoutExpired:
        gateway.proc.kill()
        gateway.proc.wait()
