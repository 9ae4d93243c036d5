import random
from itertools import pairwise

import pytest

pytest.importorskip("pyspark", reason="needs dabir[spark]")

from dabir.analysis.engines import Parts
from dabir.analysis.engines.local import LocalEngine
from dabir.analysis.errors import InputError, RunError
from tests.analysis.engines.tables_of_rows import EDGES, parts_of, rows_of, some_rows
from tests.analysis.engines.toy_kernels import ROWS, Refusing, RowsTogether, Shouting


def bytes_of(parts):
    return [file.read_bytes() for file in parts.files]


def test_maps_part_by_part_to_the_same_bytes_as_the_local_engine(engine, tmp_path):
    source = some_rows(tmp_path / "source")
    on_spark = engine.map(Shouting(), source, tmp_path / "spark")
    here = LocalEngine().map(Shouting(), source, tmp_path / "local")
    assert [file.name for file in on_spark.files] == [file.name for file in here.files]
    assert bytes_of(on_spark) == bytes_of(here)


def test_makes_only_the_parts_that_are_not_there(engine, tmp_path):
    source = some_rows(tmp_path / "source")
    into = tmp_path / "into"
    whole = bytes_of(engine.map(Shouting(), source, into))
    (into / "part-000001.parquet").unlink()
    (into / "part-000000.parquet").write_bytes(b"made before")
    assert bytes_of(engine.map(Shouting(), source, into)) == [b"made before", *whole[1:]]


def test_brings_together_what_agrees_sorted_as_the_local_engine_does(engine, tmp_path):
    source = some_rows(tmp_path / "source")
    asked = {"by": ["key", "name"], "order": ["row"]}
    on_spark = engine.gather(RowsTogether(), source, tmp_path / "spark", **asked)
    here = LocalEngine().gather(RowsTogether(), source, tmp_path / "local", **asked)
    assert len(on_spark.files) > 1
    found = rows_of(on_spark)
    assert len(found) == 20  # five keys, four names: no group was parted
    assert sorted(found, key=str) == sorted(rows_of(here), key=str)


def test_joins_as_the_local_engine_does(engine, tmp_path):
    left = some_rows(tmp_path / "left", each=50)
    right = engine.map(Shouting(), left, tmp_path / "right")
    shouted = Parts(right.folder, ROWS)
    on = ["key", "row"]
    renamed = parts_of(
        tmp_path / "renamed",
        _loud(),
        [[{"key": row["key"], "row": row["row"], "loud": row["text"]} for row in rows_of(shouted)]],
    )
    on_spark = engine.join(left, renamed, tmp_path / "spark", on=on)
    here = LocalEngine().join(left, renamed, tmp_path / "local", on=on)
    assert on_spark.schema == here.schema
    assert len(rows_of(on_spark)) == 150
    assert sorted(rows_of(on_spark), key=str) == sorted(rows_of(here), key=str)


def _loud():
    import pyarrow as pa

    return pa.schema([ROWS.field("key"), ROWS.field("row"), pa.field("loud", pa.large_string())])


def graphs(chance, count):
    """Edges of many graphs apart from each other: chains, stars, trees, and any."""
    base = 0
    for _ in range(count):
        size = chance.randint(1, 12)
        nodes = list(range(base, base + size))
        base += size
        chance.shuffle(nodes)
        kind = chance.randrange(4)
        for place, node in enumerate(nodes[1:], 1):
            if kind == 0:
                yield node, nodes[place - 1]
            elif kind == 1:
                yield nodes[0], node
            elif kind == 2:
                yield node, nodes[chance.randrange(place)]
            elif chance.random() < 0.5:
                yield node, chance.choice(nodes)
        if chance.random() < 0.2:
            yield nodes[0], nodes[0]
    chain = list(range(base, base + 200))
    chance.shuffle(chain)  # the worst case: a long chain, its names in no order
    yield from pairwise(chain)


def test_finds_the_components_of_any_graph(engine, tmp_path):
    chance = random.Random(1)
    edges = list(graphs(chance, 300))
    chance.shuffle(edges)
    cuts = [edges[start::3] for start in range(3)]
    tables = [[{"a": a, "b": b} for a, b in cut] for cut in cuts]
    source = parts_of(tmp_path / "source", EDGES, tables)
    found = engine.components(source, tmp_path / "spark")
    assert rows_of(found) == _united(edges)
    assert rows_of(LocalEngine().components(source, tmp_path / "local")) == _united(edges)
    assert {folder.name for folder in tmp_path.iterdir()} == {"source", "spark", "local"}


def test_finds_no_components_where_there_are_no_edges(engine, tmp_path):
    source = parts_of(tmp_path / "source", EDGES, [[]])
    assert rows_of(engine.components(source, tmp_path / "found")) == []


def _united(edges):
    """The components, found as plainly as can be."""
    parent = {node: node for edge in edges for node in edge}

    def root(node):
        while parent[node] != node:
            node = parent[node]
        return node

    for a, b in edges:
        left, right = sorted((root(a), root(b)))
        parent[right] = left
    return [{"node": node, "component": root(node)} for node in sorted(parent)]


def test_a_kernels_refusal_is_told_as_it_stands(engine, tmp_path):
    source = some_rows(tmp_path / "source", parts=1)
    with pytest.raises(InputError) as told:
        engine.map(Refusing(), source, tmp_path / "into")
    assert str(told.value) == "The texts are all alike, and nobody can be meant."
    assert list((tmp_path / "into").glob("*.parquet")) == []


def test_a_fault_is_told_in_one_sentence_and_leaves_the_engine_usable(engine, tmp_path):
    source = some_rows(tmp_path / "source", parts=1)
    with pytest.raises(RunError, match=r"“refusing”: seven is too many \(ValueError\)"):
        engine.map(Refusing(ValueError("seven is too many")), source, tmp_path / "into")
    assert engine.map(Shouting(), source, tmp_path / "after").rows == source.rows
