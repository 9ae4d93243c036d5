"""One cluster for all tests of Spark: a master and two workers, each a process on loopback."""

import os

import pytest
from spark_cluster import cluster, why_not


def pytest_collection_modifyitems(items):
    """Keep all tests of Spark in one process, which has the cluster, and give them time."""
    for item in items:
        if "engines/spark" in item.path.as_posix():
            item.add_marker(pytest.mark.xdist_group("spark"))
            # seven processes share what cores there are
            item.add_marker(pytest.mark.timeout(900))


@pytest.fixture(scope="session")
def java():
    """Java, made to start quickly rather than to run for long."""
    if reason := why_not():
        # where everything is checked, what cannot be checked is a failure
        (pytest.fail if os.environ.get("CI") else pytest.skip)(reason)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")
        yield


@pytest.fixture(scope="session")
def running_cluster(java):
    with cluster() as running:
        yield running


@pytest.fixture(scope="module")
def engine(running_cluster, tmp_path_factory):
    from dabir.analysis.engines.spark import SparkEngine

    scratch = tmp_path_factory.mktemp("spark")
    # pieces so small that there are more of them than cores
    with SparkEngine(running_cluster.master, scratch=scratch, piece=20_000) as opened:
        yield opened
