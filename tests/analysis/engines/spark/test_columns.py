import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

pytest.importorskip("pyspark", reason="needs dabir[spark]")

from dabir.analysis.engines.spark.columns import (
    received,
    sent,
    travelling,
    whole_groups,
)
from dabir.analysis.schemas import DUPLICATES, MATCHES, PASSAGES, SUBMISSIONS
from tests.analysis.engines.toy_kernels import ROWS

KEYS = st.none() | st.integers(0, 2**64 - 1)


@pytest.mark.parametrize("schema", [DUPLICATES, MATCHES, PASSAGES, SUBMISSIONS, ROWS])
def test_every_table_of_the_analysis_can_travel(schema):
    none = pa.RecordBatch.from_pylist([], schema)
    there = list(sent(none, travelling(schema)))
    assert [received(batch, schema).schema for batch in there] == [schema]


@given(st.lists(st.tuples(KEYS, st.text()), min_size=1))
def test_what_travelled_is_what_it_was(rows):
    schema = pa.schema([("key", pa.uint64()), pa.field("text", pa.large_string(), nullable=False)])
    given_rows = pa.RecordBatch.from_pylist([{"key": k, "text": t} for k, t in rows], schema)
    there = list(sent(given_rows, travelling(schema)))
    assert [received(batch, schema) for batch in there] == [given_rows]


@given(st.lists(st.integers(0, 2**64 - 1)))
def test_unsigned_numbers_keep_their_order_on_the_way(keys):
    schema = pa.schema([("key", pa.uint64())])
    batch = pa.RecordBatch.from_pydict({"key": sorted(keys)}, schema)
    (there,) = sent(batch, travelling(schema))
    signed = there.column("key").to_pylist()
    assert signed == sorted(signed)


def test_large_batches_travel_in_pieces():
    schema = pa.schema([("text", pa.large_string())])
    batch = pa.RecordBatch.from_pydict({"text": ["x" * 1_000_000] * 40}, schema)
    there = list(sent(batch, travelling(schema)))
    assert len(there) > 2
    assert max(piece.nbytes for piece in there) <= 16 << 20
    assert sum(piece.num_rows for piece in there) == 40


def test_refuses_what_spark_has_no_type_for():
    with pytest.raises(TypeError, match="cannot go through Spark"):
        travelling(pa.schema([("n", pa.list_(pa.uint64()))]))
    with pytest.raises(TypeError, match="cannot go through Spark"):
        travelling(pa.schema([("n", pa.decimal128(5))]))


@given(
    st.lists(st.tuples(st.none() | st.integers(0, 2), st.none() | st.sampled_from("ab"))),
    st.lists(st.integers(0, 4)),
)
def test_batches_end_where_groups_end(rows, sizes):
    rows.sort(key=str)
    schema = pa.schema([("key", pa.int64()), ("name", pa.string()), ("row", pa.int64())])
    whole = pa.RecordBatch.from_pylist(
        [{"key": k, "name": n, "row": at} for at, (k, n) in enumerate(rows)], schema
    )
    cuts, at = [], 0
    for size in [*sizes, len(rows)]:
        cuts.append(whole.slice(at, size))
        at += size
    found = list(whole_groups(iter(cuts), ["key", "name"]))
    assert [row for batch in found for row in batch.column("row").to_pylist()] == list(
        range(len(rows))
    )
    groups = [{(row["key"], row["name"]) for row in batch.to_pylist()} for batch in found]
    assert sum(map(len, groups)) == len(set(rows))
    assert all(groups)
