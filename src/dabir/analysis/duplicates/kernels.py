"""The steps by which an engine finds what ``finding`` finds in the memory of one machine.

Texts are named by the row that came first (``node``). Every gathering kernel is given whole groups.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numba import njit
from numpy.typing import NDArray

from dabir.analysis.duplicates.centres import divide_all
from dabir.analysis.duplicates.fingerprints import fingerprints, samples
from dabir.analysis.duplicates.grouping import each_group
from dabir.analysis.duplicates.kinds import CAMPAIGN_SENDERS, CAMPAIGN_WORDS, KINDS, kinds
from dabir.analysis.duplicates.neighbours import (
    BINS,
    KEYS,
    Sketches,
    fill_sketches,
    is_link,
)
from dabir.analysis.duplicates.polarity import polarity
from dabir.analysis.duplicates.spelling import differences
from dabir.analysis.duplicates.turning import tell_all_apart
from dabir.analysis.schemas import DIFFERENCE, SUBMISSIONS
from dabir.analysis.words import folding, text_buffers

Batches = Iterator[pa.RecordBatch]


def _table(**columns: pa.DataType) -> pa.Schema:
    return pa.schema([pa.field(name, kind, nullable=False) for name, kind in columns.items()])


PRINTS = _table(
    row=pa.int64(), id=pa.string(), high=pa.int64(), low=pa.int64(), words=pa.large_binary()
)
TEXTS = _table(
    node=pa.int64(), row=pa.int64(), id=pa.string(), copies=pa.int32(), words=pa.large_binary()
)
"""A row for each submission; copies and words stand with the first row of a text alone."""

ROWS = _table(node=pa.int64(), row=pa.int64(), id=pa.string())
NODES = _table(node=pa.int64(), copies=pa.int32(), words=pa.large_binary())
KEYED = _table(key=pa.int64(), node=pa.int64(), bins=pa.binary())
EDGES = _table(a=pa.int64(), b=pa.int64())
NEIGHBOURS = pa.schema([*NODES, pa.field("component", pa.int64(), nullable=False)])
CENTRES = _table(
    node=pa.int64(),
    centre=pa.int64(),
    similarity=pa.float32(),
    opposed=pa.int64(),  # the centre that the text's centre turns, or -1
    copies=pa.int32(),
    words=pa.int32(),  # of the centre
)
PLACED = pa.schema([*ROWS, *(field for field in CENTRES if field.name != "node")])
SHOWN = pa.schema(
    [
        pa.field("row", pa.int64(), nullable=False),
        pa.field("id", pa.string(), nullable=False),
        pa.field("cluster", pa.int64(), nullable=False),
        pa.field("kind", pa.int8(), nullable=False),
        pa.field("similarity", pa.float32(), nullable=False),
        pa.field("representative", pa.string(), nullable=False),
        pa.field("opposes", pa.int64()),
        pa.field("node", pa.int64(), nullable=False),
    ]
)
TEXT = _table(row=pa.int64(), text=pa.large_string())
WORDED = pa.schema([*SHOWN, pa.field("text", pa.large_string(), nullable=False)])
TOLD = pa.schema(
    [
        pa.field("stretch", pa.int64(), nullable=False),
        *(field for field in SHOWN if field.name != "node"),
        pa.field("difference", pa.list_(DIFFERENCE)),
    ]
)
STRETCH = 1 << 17
"""Rows of the input that are brought into order together."""


@dataclass(frozen=True, slots=True)
class Step:
    """A kernel of this stage: what it reads and writes, and what it does with a batch."""

    name: str
    reads: pa.Schema
    writes: pa.Schema
    work: Callable[[pa.RecordBatch], Batches]
    version: int = 1
    frees_the_interpreter: bool = True

    def __call__(self, batches: Batches) -> Batches:
        """Work on each batch that has rows."""
        for batch in batches:
            if batch.num_rows:
                yield from self.work(batch)


def _numbers(batch: pa.RecordBatch, name: str) -> NDArray[np.int64]:
    found: NDArray[np.int64] = batch.column(name).to_numpy()
    return found


def _starts(*columns: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return where groups of rows with equal values start, and the end."""
    differ = np.zeros(len(columns[0]) - 1, bool)
    for column in columns:
        differ |= column[1:] != column[:-1]
    return np.concatenate([[0], np.flatnonzero(differ) + 1, [len(columns[0])]]).astype(np.int64)


def _packed(at: NDArray[np.int64], values: NDArray[np.uint32]) -> pa.LargeBinaryArray:
    """Return runs of numbers as bytes."""
    buffers = [None, pa.py_buffer(np.ascontiguousarray(at) * 4), pa.py_buffer(values)]
    return pa.Array.from_buffers(pa.large_binary(), len(at) - 1, buffers)


def _unpacked(column: pa.LargeBinaryArray) -> tuple[NDArray[np.int64], NDArray[np.uint32]]:
    _, offsets, data = column.buffers()
    at = np.frombuffer(offsets, np.int64)[column.offset : column.offset + len(column) + 1]
    whole = np.frombuffer(data if data is not None else b"", np.uint8)[at[0] : at[-1]]
    return (at - at[0]) // 4, whole.copy().view(np.uint32)


def _print(batch: pa.RecordBatch) -> Batches:
    texts = text_buffers(batch.column("text"))
    found = fingerprints(texts.data, texts.offsets, folding())
    yield pa.record_batch(
        [
            batch.column("row"),
            batch.column("id"),
            pa.array(found.high.view(np.int64)),
            pa.array(found.low.view(np.int64)),
            _packed(found.words_at, found.words),
        ],
        schema=PRINTS,
    )


def _keep_first(batch: pa.RecordBatch) -> Batches:
    high, low, row = (_numbers(batch, name) for name in ("high", "low", "row"))
    # Blank texts are nobody's copies.
    blank = (high == 0) & (low == 0)
    starts = _starts(high, low, np.where(blank, row, 0))
    size = np.diff(starts)
    first = np.zeros(len(row), bool)
    first[starts[:-1]] = True
    copies = np.zeros(len(row), np.int32)
    copies[starts[:-1]] = size
    words = pc.if_else(pa.array(first), batch.column("words"), pa.scalar(b"", pa.large_binary()))
    yield pa.record_batch(
        [
            pa.array(np.repeat(row[starts[:-1]], size)),
            pa.array(row),
            batch.column("id"),
            pa.array(copies),
            words,
        ],
        schema=TEXTS,
    )


def _rows_alone(batch: pa.RecordBatch) -> Batches:
    yield batch.select(ROWS.names)


def _texts_alone(batch: pa.RecordBatch) -> Batches:
    yield batch.select(NODES.names).filter(pc.greater(batch.column("copies"), 0))


def _key(batch: pa.RecordBatch) -> Batches:
    """Give each text a row under each of its keys, and one under a key of its own, below 0."""
    at, words = _unpacked(batch.column("words"))
    node = _numbers(batch, "node")
    count = len(node)
    found = Sketches(
        np.zeros(count, np.bool_),
        np.zeros((KEYS, count), np.uint32),
        np.zeros((count, BINS), np.uint8),
    )
    fill_sketches(samples(at, words), 0, count, found)
    number = np.arange(KEYS, dtype=np.int64)[:, None] << 32
    keys = (found.keys.astype(np.int64) + number)[:, found.any]
    some = np.flatnonzero(found.any)
    yield _keyed(-1 - node, node, found.bins[:0], count)
    yield _keyed(keys.ravel(), np.tile(node[some], KEYS), found.bins[np.tile(some, KEYS)], BINS)


def _keyed(
    keys: NDArray[np.int64], nodes: NDArray[np.int64], bins: NDArray[np.uint8], width: int
) -> pa.RecordBatch:
    size = width if len(bins) else 0
    at = np.arange(len(keys) + 1, dtype=np.int32) * size
    buffers = [None, pa.py_buffer(at), pa.py_buffer(np.ascontiguousarray(bins))]
    packed = pa.Array.from_buffers(pa.binary(), len(keys), buffers)
    return pa.record_batch([pa.array(keys), pa.array(nodes), packed], schema=KEYED)


def _chain(batch: pa.RecordBatch) -> Batches:
    key, node = _numbers(batch, "key"), _numbers(batch, "node")
    shared = np.flatnonzero(key >= 0)
    _, offsets, data = batch.column("bins").buffers()
    at = np.frombuffer(offsets, np.int32)[batch.column("bins").offset :][: len(key) + 1]
    bins = np.frombuffer(data if data is not None else b"", np.uint8)
    bins = bins[at[0] : at[-1]].reshape(len(shared), BINS)
    one, other = _links(key[shared], node[shared], bins)
    own = node[key < 0]
    yield pa.record_batch(
        [pa.array(np.concatenate([own, one])), pa.array(np.concatenate([own, other]))],
        schema=EDGES,
    )


@njit(cache=True, nogil=True)
def _links(
    keys: NDArray[np.int64], nodes: NDArray[np.int64], bins: NDArray[np.uint8]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    one = np.empty(keys.shape[0], np.int64)
    other = np.empty(keys.shape[0], np.int64)
    count = 0
    for place in range(1, keys.shape[0]):
        if keys[place] == keys[place - 1] and is_link(bins[place - 1], bins[place]):
            one[count], other[count] = nodes[place - 1], nodes[place]
            count += 1
    return one[:count], other[:count]


def _divide(batch: pa.RecordBatch) -> Batches:
    node, component = _numbers(batch, "node"), _numbers(batch, "component")
    copies = batch.column("copies").to_numpy()
    at, words = _unpacked(batch.column("words"))
    given = samples(at, words)
    count = len(node)
    everyone = np.arange(count, dtype=np.int32)
    centre, alike = everyone.copy(), np.ones(count, np.float32)
    opposed = np.full(count, -1, np.int32)
    divide_all(given, copies, everyone, _starts(component), centre, alike)
    changed = np.flatnonzero(centre != everyone).astype(np.int32)
    members, bounds = each_group(centre[changed], changed)
    tell_all_apart(
        given, at, words, copies, members, bounds, polarity(), centre, alike, opposed
    )  # fmt: skip
    against = opposed[centre]
    yield pa.record_batch(
        [
            pa.array(node),
            pa.array(node[centre]),
            pa.array(alike),
            pa.array(np.where(against >= 0, node[against], -1)),
            pa.array(copies),
            pa.array(np.diff(at)[centre].astype(np.int32)),
        ],
        schema=CENTRES,
    )


def _show(batch: pa.RecordBatch) -> Batches:
    centre, node, row = (_numbers(batch, name) for name in ("centre", "node", "row"))
    opposed, copies = _numbers(batch, "opposed"), _numbers(batch, "copies")
    starts = _starts(centre)
    size = np.diff(starts)
    group = np.repeat(np.arange(len(size)), size)
    of_all = size[group]
    representative = np.zeros(len(size), np.int64)
    own = np.flatnonzero(row == centre)
    representative[group[own]] = own
    campaign = (of_all >= CAMPAIGN_SENDERS) & (_numbers(batch, "words") >= CAMPAIGN_WORDS)
    shown = pa.record_batch(
        [
            pa.array(row),
            batch.column("id"),
            pa.array(centre),
            pa.array(kinds(campaign, copies).astype(np.int8)),
            batch.column("similarity"),
            batch.column("id").take(pa.array(representative[group])),
            pa.array(opposed, mask=opposed < 0),
            pa.array(node),
        ],
        schema=SHOWN,
    )
    yield shown.filter(pa.array((of_all > 1) | (opposed >= 0)))


def _texts(batch: pa.RecordBatch) -> Batches:
    yield batch.select(TEXT.names)


def _tell(batch: pa.RecordBatch) -> Batches:
    cluster, row, node = (_numbers(batch, name) for name in ("cluster", "row", "node"))
    campaign = batch.column("kind").to_numpy() == KINDS.index("campaign")
    differs = np.flatnonzero(campaign & (node != cluster))
    own = np.flatnonzero(row == cluster)
    of = own[np.searchsorted(cluster[own], cluster[differs])]
    texts = text_buffers(batch.column("text"))
    kind = TOLD.field("difference").type
    none = pa.array([None, []], kind)
    if len(differs):
        found = differences(texts, differs, texts, of, folding()).cast(kind)
        none = pa.concat_arrays([found, none])
    take = np.where(campaign, len(none) - 1, len(none) - 2)
    take[differs] = np.arange(len(differs))
    columns = [batch.column(name) for name in SHOWN.names if name != "node"]
    yield pa.record_batch(
        [pa.array(row // STRETCH), *columns, none.take(pa.array(take))], schema=TOLD
    )


def _as_it_is(batch: pa.RecordBatch) -> Batches:
    yield batch


FINGERPRINTS = Step("duplicates: fingerprints", SUBMISSIONS, PRINTS, _print)
KEEP_FIRST = Step("duplicates: distinct texts", PRINTS, TEXTS, _keep_first)
ROWS_ALONE = Step("duplicates: rows", TEXTS, ROWS, _rows_alone)
TEXTS_ALONE = Step("duplicates: texts", TEXTS, NODES, _texts_alone)
KEY = Step("duplicates: keys", NODES, KEYED, _key)
CHAIN = Step("duplicates: links", KEYED, EDGES, _chain)
DIVIDE = Step("duplicates: centres", NEIGHBOURS, CENTRES, _divide)
SHOW = Step("duplicates: clusters", PLACED, SHOWN, _show)
TEXTS_OF_ROWS = Step("duplicates: words", SUBMISSIONS, TEXT, _texts)
TELL = Step("duplicates: differences", WORDED, TOLD, _tell)
IN_ORDER = Step("duplicates: order", TOLD, TOLD, _as_it_is)
