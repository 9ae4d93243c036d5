"""Columns on their way through Spark, which knows fewer types than Arrow, and back.

What Spark lacks travels as a type that it has and that sorts alike: unsigned numbers of 64 bits as
signed ones, shifted; strings of 64-bit offsets as plain ones. That a column has no nulls is
forgotten on the way and said again afterwards.
"""

from collections.abc import Iterator, Sequence
from functools import reduce

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

MOST_BYTES = 16 << 20
"""A batch on its way is at most about so large: it is held whole, by Python and by Spark's JVM."""

_SHIFT = np.uint64(1 << 63)
_AS_THEY_ARE = frozenset(
    [
        *(pa.int8(), pa.int16(), pa.int32(), pa.int64(), pa.float32(), pa.float64()),
        *(pa.bool_(), pa.string(), pa.binary()),
    ]
)
_WIDER = {
    pa.uint8(): pa.int16(),
    pa.uint16(): pa.int32(),
    pa.uint32(): pa.int64(),
    pa.uint64(): pa.int64(),
    pa.large_string(): pa.string(),
    pa.large_binary(): pa.binary(),
}


def travelling(schema: pa.Schema) -> pa.Schema:
    """Return the schema as which rows of ``schema`` go through Spark. Raises TypeError."""
    return pa.schema([pa.field(field.name, _travelling(field.type)) for field in schema])


def _travelling(kind: pa.DataType) -> pa.DataType:
    if kind in _AS_THEY_ARE:
        return kind
    if kind in _WIDER:
        return _WIDER[kind]
    if pa.types.is_fixed_size_binary(kind):
        return pa.binary()
    if pa.types.is_list(kind) or pa.types.is_large_list(kind):
        return pa.list_(pa.field("element", _nested(kind.value_type)))
    if pa.types.is_struct(kind):
        return pa.struct([pa.field(field.name, _nested(field.type)) for field in kind.fields])
    raise TypeError(f"A column of {kind} cannot go through Spark.")


def _nested(kind: pa.DataType) -> pa.DataType:
    if kind == pa.uint64():  # only whole columns are shifted
        raise TypeError(f"A column of {kind} within another cannot go through Spark.")
    return _travelling(kind)


def sent(batch: pa.RecordBatch, schema: pa.Schema) -> Iterator[pa.RecordBatch]:
    """Yield a batch of any schema as batches of its travelling ``schema``, none too large."""
    if batch.nbytes > MOST_BYTES and batch.num_rows > 1:
        half = batch.num_rows // 2
        yield from sent(batch.slice(0, half), schema)
        yield from sent(batch.slice(half), schema)
        return
    columns = [_send(batch.column(field.name), field.type) for field in schema]
    yield pa.RecordBatch.from_arrays(columns, schema=schema)


def _send(column: pa.Array, kind: pa.DataType) -> pa.Array:
    return _shifted(column, np.int64) if column.type == pa.uint64() else column.cast(kind)


def received(batch: pa.RecordBatch, schema: pa.Schema) -> pa.RecordBatch:
    """Return a batch that travelled as what it was before, with ``schema``."""
    columns = [
        _shifted(batch.column(field.name), np.uint64)
        if field.type == pa.uint64()
        else batch.column(field.name).cast(field.type)
        for field in schema
    ]
    return pa.RecordBatch.from_arrays(columns, schema=schema)


def _shifted(column: pa.Array, kind: type[np.int64 | np.uint64]) -> pa.Array:
    """Return numbers turned from unsigned to signed or back, so that their order stays."""
    whole = column.fill_null(0) if column.null_count else column
    bits = whole.to_numpy(zero_copy_only=False).view(np.uint64) ^ _SHIFT
    nulls = column.is_null().to_numpy(zero_copy_only=False) if column.null_count else None
    return pa.array(bits.view(kind), mask=nulls)


def whole_groups(batches: Iterator[pa.RecordBatch], by: Sequence[str]) -> Iterator[pa.RecordBatch]:
    """Yield sorted rows in batches that never part rows that agree in ``by``."""
    waiting: list[pa.RecordBatch] = []
    for batch in batches:
        if not batch.num_rows:
            continue
        if waiting:
            seam = pa.concat_batches(
                [waiting[-1].slice(waiting[-1].num_rows - 1), batch.slice(0, 1)]
            )
            if len(_begins(seam, by)):
                yield pa.concat_batches(waiting)
                waiting = []
        begins = _begins(batch, by)
        if len(begins):
            last = int(begins[-1])
            yield pa.concat_batches([*waiting, batch.slice(0, last)])
            waiting = [batch.slice(last)]
        else:
            waiting.append(batch)
    if waiting:
        yield pa.concat_batches(waiting)


def _begins(batch: pa.RecordBatch, by: Sequence[str]) -> np.ndarray[tuple[int], np.dtype[np.intp]]:
    """Return where, after the first row, groups begin."""
    differ = [_differ(batch.column(name)) for name in by]
    return np.flatnonzero(reduce(np.logical_or, differ)) + 1


def _differ(column: pa.Array) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Return for each row but the first whether it differs from the one before; nulls agree."""
    before, after = column.slice(0, len(column) - 1), column.slice(1)
    values = pc.not_equal(before, after)
    if column.null_count:
        one_is_null = pc.xor(before.is_null(), after.is_null())
        values = pc.if_else(values.is_null(), one_is_null, values)
    found: np.ndarray[tuple[int], np.dtype[np.bool_]] = values.to_numpy(zero_copy_only=False)
    return found
