"""What the commands write on Spark, beside what they write here."""

import pytest

pytest.importorskip("pyspark", reason="needs dabir[spark]")

from click.testing import CliRunner

from dabir.cli import main
from tests.analysis.duplicates.invented import invented


@pytest.fixture(scope="module")
def submissions(tmp_path_factory):
    return invented(tmp_path_factory.mktemp("invented") / "submissions.parquet", rows=800)


def run(*arguments):
    result = CliRunner().invoke(main, [str(argument) for argument in arguments])
    assert result.exit_code == 0, result.output
    return result.output


def test_duplicates_found_on_a_cluster_are_the_same_bytes(running_cluster, submissions, tmp_path):
    here, there = tmp_path / "here.parquet", tmp_path / "there.parquet"
    run("duplicates", submissions, "--out", here)
    run("duplicates", submissions, "--out", there, "--engine", running_cluster.master)
    assert there.read_bytes() == here.read_bytes()


@pytest.mark.nightly
def test_an_analysis_on_a_cluster_writes_the_same_bytes(running_cluster, submissions, tmp_path):
    here, there = tmp_path / "here", tmp_path / "there"
    run("analyse", submissions, "--out", here)
    run("analyse", submissions, "--out", there, "--engine", running_cluster.master)
    for name in ("passages.parquet", "duplicates.parquet", "themes.parquet", "themes.json"):
        assert (there / name).read_bytes() == (here / name).read_bytes(), name
    assert sorted(path.name for path in (there / ".run").iterdir()) == sorted(
        path.name for path in (here / ".run").iterdir()
    )


@pytest.mark.nightly
def test_duplicates_found_by_spark_on_this_machine_are_the_same_bytes(java, submissions, tmp_path):
    here, there = tmp_path / "here.parquet", tmp_path / "there.parquet"
    said = run("duplicates", submissions, "--out", here)
    assert (
        run("duplicates", submissions, "--out", there, "--engine", "spark").replace(
            str(there), str(here)
        )
        == said
    )
    assert there.read_bytes() == here.read_bytes()
    assert {path.name for path in tmp_path.iterdir()} == {here.name, there.name}
