"""What is found among invented submissions, against what is true of them."""

import sys
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from dabir.cli import main

BENCHMARKS = Path(__file__).resolve().parents[3] / "benchmarks"


@pytest.fixture(scope="module")
def invented(tmp_path_factory):
    sys.path.insert(0, str(BENCHMARKS))
    try:
        from submission_generator import generate
    finally:
        sys.path.remove(str(BENCHMARKS))
    path = tmp_path_factory.mktemp("invented") / "submissions.parquet"
    generate(path, rows=6_000)
    return path


@pytest.fixture(scope="module")
def searched(invented):
    out = invented.with_name("duplicates.parquet")
    result = CliRunner().invoke(main, ["duplicates", str(invented), "--out", str(out)])
    assert result.exit_code == 0, result.output
    return pq.read_table(out)


def pairs(labels):
    _, counts = np.unique(labels, axis=0, return_counts=True)
    return (counts * (counts - 1) // 2).sum()


def test_pairs_are_found_and_no_others(invented, searched):
    truth = pq.read_table(invented)
    ids = {name: row for row, name in enumerate(truth["id"].to_pylist())}
    alone = -1 - np.arange(truth.num_rows)
    template = truth["template"].to_numpy()
    template = np.where(template < 0, alone, template)
    cluster = alone.copy()
    cluster[[ids[name] for name in searched["id"].to_pylist()]] = searched["cluster"].to_numpy()
    both = pairs(np.stack([template, cluster], axis=1))
    assert both / pairs(cluster) >= 0.99
    assert both / pairs(template) >= 0.99


def test_campaigns_that_turn_another_are_named_with_it(invented, searched):
    truth = {row["id"]: row for row in pq.read_table(invented).to_pylist()}
    templates = {row["representative"]: row for row in searched.to_pylist()}
    of_cluster = {row["cluster"]: truth[row["representative"]] for row in templates.values()}
    sizes = dict.fromkeys(templates, 0)
    for name in searched["representative"].to_pylist():
        sizes[name] += 1
    turned = [row for row in templates.values() if row["opposes"] is not None]
    big = [row for row in turned if sizes[row["representative"]] >= 5]
    assert big
    for row in big:
        one, other = of_cluster[row["cluster"]], of_cluster[row["opposes"]]
        assert one["turns"] == other["template"] or other["turns"] == one["template"]


def test_differences_are_what_a_copy_added(invented, searched):
    truth = {row["id"]: row for row in pq.read_table(invented).to_pylist()}
    added = [
        row
        for row in searched.to_pylist()
        if row["kind"] == "campaign" and truth[row["id"]]["edit"] == 2
    ]
    assert len(added) > 100
    one_stretch = [row for row in added if len(row["difference"]) == 1]
    assert len(one_stretch) > 0.9 * len(added)


def test_says_what_cannot_be_read(tmp_path):
    missing = CliRunner().invoke(main, ["duplicates", str(tmp_path / "no.csv"), "--out", "x"])
    assert missing.exit_code == 2
    assert "is not there" in missing.output


def test_counts_what_it_leaves_out_and_names_ids_that_repeat(tmp_path):
    table = tmp_path / "in.csv"
    table.write_bytes(b"id,text\n1,one two three\n1,one two three\n2,\xff\xfe\n3,\n")
    out = tmp_path / "out.parquet"
    result = CliRunner().invoke(main, ["duplicates", str(table), "--id", "id", "--out", str(out)])
    assert result.exit_code == 0, result.output
    assert "1 rows are not UTF-8" in result.output
    assert "1 rows repeat an id" in result.output
    assert pq.read_table(out)["id"].to_pylist() == ["1", "1#1"]
