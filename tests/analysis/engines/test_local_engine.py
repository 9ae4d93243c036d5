import errno
import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dabir.analysis.engines import local
from dabir.analysis.engines.hashing import hash_rows
from dabir.analysis.engines.local import LocalEngine
from dabir.analysis.engines.union import connected
from dabir.analysis.errors import RunError
from dabir.analysis.runs import writing
from tests.analysis.engines.dying_kernels import Alone, Dying
from tests.analysis.engines.tables_of_rows import EDGES, parts_of, rows_of, some_rows
from tests.analysis.engines.toy_kernels import ROWS, Refusing, RowsTogether, Shouting


def bytes_of(parts):
    return [file.read_bytes() for file in parts.files]


def test_maps_part_by_part_whatever_does_the_work(tmp_path):
    source = some_rows(tmp_path / "rows")
    with LocalEngine(threads=1) as alone, LocalEngine(threads=3) as many:
        expected = alone.map(Shouting(), source, tmp_path / "alone")
        threads = many.map(Shouting(), source, tmp_path / "threads")
        processes = many.map(Alone(), source, tmp_path / "processes")
    assert [row["text"] for row in rows_of(expected)] == [
        row["text"].upper() for row in rows_of(source)
    ]
    assert bytes_of(threads) == bytes_of(expected)
    assert bytes_of(processes) == bytes_of(expected)


def test_makes_only_the_parts_that_are_not_there(tmp_path):
    source = some_rows(tmp_path / "rows")
    with LocalEngine() as engine:
        made = engine.map(Shouting(), source, tmp_path / "made")
        made.files[1].unlink()
        kept = made.files[0].stat().st_mtime_ns
        again = engine.map(Shouting(), source, tmp_path / "made")
    assert len(again.files) == 3
    assert again.files[0].stat().st_mtime_ns == kept


@pytest.mark.parametrize("memory", [1 << 30, 60_000, 40_000])
def test_brings_together_what_agrees_in_little_memory_too(memory, tmp_path):
    source = some_rows(tmp_path / "rows")
    with LocalEngine(memory=memory) as engine:
        found = engine.gather(
            RowsTogether(), source, tmp_path / "found", by=["key", "name"], order=["row"]
        )
    expected = {}
    for row in rows_of(source):
        expected.setdefault((row["key"], row["name"]), []).append(row["row"])
    groups = [((row["key"], row["name"]), row["rows"]) for row in rows_of(found)]
    assert len(groups) == len(expected)  # no group is in two parts
    assert dict(groups) == expected
    assert (len(found.files) > 1) == (memory < 1 << 30)
    assert not list(tmp_path.glob("*.buckets"))


def test_a_worker_that_is_killed_is_replaced(tmp_path):
    source = some_rows(tmp_path / "rows", parts=4)
    deaths = tmp_path / "deaths"
    deaths.mkdir()
    with LocalEngine(threads=2) as engine:
        found = engine.map(Dying(deaths, 1), source, tmp_path / "found")
        expected = engine.map(Shouting(), source, tmp_path / "expected")
    assert bytes_of(found) == bytes_of(expected)


def test_workers_that_are_killed_again_and_again_end_the_run_with_a_sentence(tmp_path):
    source = some_rows(tmp_path / "rows", parts=4)
    deaths = tmp_path / "deaths"
    deaths.mkdir()
    with LocalEngine(threads=2) as engine:
        with pytest.raises(RunError, match=r"“dying” was killed .* less --memory"):
            engine.map(Dying(deaths, 100), source, tmp_path / "found")
        found = engine.map(Shouting(), source, tmp_path / "found")
    assert len(rows_of(found)) == len(rows_of(source))


@pytest.mark.parametrize("threads", [1, 2])
def test_a_kernels_fault_leaves_no_half_part(threads, tmp_path):
    source = some_rows(tmp_path / "rows")
    fault = ValueError("no such word")
    with LocalEngine(threads=threads) as engine, pytest.raises(ValueError, match="no such word"):
        engine.map(Refusing(fault), source, tmp_path / "found")
    assert list((tmp_path / "found").iterdir()) == []


def test_a_full_disk_ends_the_run_with_a_sentence_and_leaves_no_half_part(tmp_path, monkeypatch):
    source = some_rows(tmp_path / "rows")

    class Full(writing.pq.ParquetWriter):
        def write_table(self, table, row_group_size=None):
            raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(writing.pq, "ParquetWriter", Full)
    with LocalEngine() as engine, pytest.raises(RunError, match="no space left on the disk"):
        engine.map(Shouting(), source, tmp_path / "found")
    assert list((tmp_path / "found").iterdir()) == []


@given(edges=st.lists(st.tuples(st.integers(-3, 12), st.integers(-3, 12)), max_size=30))
def test_names_a_component_by_its_smallest_node(edges):
    a, b = (np.array([edge[side] for edge in edges], np.int64) for side in (0, 1))
    nodes, components = connected(a, b)
    groups = {node: {node} for edge in edges for node in edge}
    for one, other in edges:
        whole = groups[one] | groups[other]
        for node in whole:
            groups[node] = whole
    assert dict(zip(nodes.tolist(), components.tolist(), strict=True)) == {
        node: min(group) for node, group in groups.items()
    }
    assert nodes.tolist() == sorted(groups)


def test_finds_components_over_all_parts(tmp_path):
    chance = random.Random(5)
    order = list(range(200))
    chance.shuffle(order)
    chain = [{"a": one, "b": one + 1} for one in order]
    edges = parts_of(
        tmp_path / "edges", EDGES, [chain[:80], [], chain[80:], [{"a": 900, "b": 901}]]
    )
    with LocalEngine() as engine:
        found = {
            row["node"]: row["component"]
            for row in rows_of(engine.components(edges, tmp_path / "found"))
        }
    assert found == dict.fromkeys(range(201), 0) | {900: 900, 901: 900}


def test_components_are_found_a_stretch_of_edges_at_a_time(tmp_path, monkeypatch):
    chance = random.Random(9)
    pairs = [{"a": chance.randrange(300), "b": chance.randrange(300)} for _ in range(260)]
    edges = parts_of(tmp_path / "edges", EDGES, [pairs[at : at + 10] for at in range(0, 260, 10)])
    asked = []

    def counted(a, b):
        asked.append(len(a))
        return connected(a, b)

    monkeypatch.setattr(local, "connected", counted)
    whole = LocalEngine().components(edges, tmp_path / "whole")
    assert asked == [260]
    monkeypatch.setattr(local, "LEAST_EDGES", 20)
    parts = LocalEngine(memory=300 * 64).components(edges, tmp_path / "parts")
    assert rows_of(parts) == rows_of(whole)
    assert len(asked) > 2


def test_more_nodes_than_memory_holds_are_refused(tmp_path):
    edges = parts_of(tmp_path / "edges", EDGES, [[{"a": at, "b": at} for at in range(100)]])
    with pytest.raises(RunError, match="1MB of memory at once"):
        LocalEngine(memory=6_000).components(edges, tmp_path / "found")


def test_rows_that_belong_together_and_do_not_fit_are_refused_before_they_are_read(tmp_path):
    rows = [
        {"key": 1, "name": "z", "row": row, "text": "متن " * 200, "places": None}
        for row in range(400)
    ]
    source = parts_of(tmp_path / "rows", ROWS, [rows])
    engine = LocalEngine(memory=1 << 20)
    with pytest.raises(RunError, match=r"agree in key need about \dMB .* 1MB may be taken"):
        engine.gather(RowsTogether(), source, tmp_path / "found", by=["key"], order=["row"])


def test_equal_rows_have_equal_hashes_wherever_they_stand(tmp_path):
    (batch,) = some_rows(tmp_path / "rows", parts=1).batches()
    columns = [batch.column("key"), batch.column("name")]
    whole = hash_rows(columns)
    sliced = hash_rows([column.slice(37) for column in columns])
    assert (whole[37:] == sliced).all()
    seen = {}
    for key, name, value in zip(columns[0].to_pylist(), columns[1].to_pylist(), whole, strict=True):
        assert seen.setdefault((key, name or ""), value) == value
    assert len(set(seen.values())) == len(seen)
