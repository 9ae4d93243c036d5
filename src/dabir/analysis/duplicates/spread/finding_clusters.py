"""From neighbourhoods to clusters, and to what each copy changed."""

from collections.abc import Iterator

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from dabir.analysis.duplicates.centres import divide_all
from dabir.analysis.duplicates.fingerprints import samples
from dabir.analysis.duplicates.kinds import CAMPAIGN, CAMPAIGN_SENDERS, CAMPAIGN_WORDS, KINDS, kinds
from dabir.analysis.duplicates.polarity import polarity
from dabir.analysis.duplicates.spelling import MOST_COPIES, differences
from dabir.analysis.duplicates.spread.tables import (
    CLUSTERED,
    NUMBERED,
    PLACED,
    starts_of,
    words_in,
)
from dabir.analysis.duplicates.turning import tell_all_apart
from dabir.analysis.schemas import DUPLICATES, SUBMISSIONS
from dabir.analysis.words import Texts, folding, text_buffers

STRETCH = 16
"""A stretch is 2 to this power of rows: what belongs to them is sorted together."""

CLUSTERED_ROWS = pa.schema([SUBMISSIONS.field("row"), *CLUSTERED])
COPIES = pa.schema([*CLUSTERED_ROWS, *(field for field in SUBMISSIONS if field.name != "row")])


class Divide:
    """Divides neighbourhoods into clusters. Gathered by ``component``, in order of ``node``."""

    name = "duplicates: clusters"
    version = 3
    reads = PLACED
    writes = CLUSTERED
    frees_the_interpreter = True

    def __call__(self, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """Write a row for each distinct text that has a duplicate, or opposes a cluster."""
        for batch in batches:
            if batch.num_rows:
                yield _divided(batch)


def _divided(batch: pa.RecordBatch) -> pa.RecordBatch:
    count = batch.num_rows
    first = batch.column("node").to_numpy()
    copies = batch.column("copies").to_numpy()
    words_at, words = words_in(batch.column("words"))
    given = samples(words_at, words)
    every = np.arange(count, dtype=np.int32)
    centre, alike = every.copy(), np.ones(count, np.float32)
    bounds = starts_of(batch.column("component").to_numpy())
    divide_all(given, copies, every, bounds, centre, alike)
    opposed = np.full(count, -1, np.int32)
    members = every[centre != every]
    members = members[np.argsort(centre[members], kind="stable")]
    tell_all_apart(
        given, words_at, words, copies, members, starts_of(centre[members]), polarity(),
        centre, alike, opposed,
    )  # fmt: skip
    size = np.bincount(centre, copies, count).astype(np.int64)
    is_centre = centre == every
    campaign = (is_centre & (size >= CAMPAIGN_SENDERS) & (np.diff(words_at) >= CAMPAIGN_WORDS))[
        centre
    ]
    against = opposed[centre]
    kind = kinds(campaign, is_centre, copies).astype(np.int8)
    columns = [
        pa.array(first),
        pa.array(first[centre]),
        pa.array(kind),
        pa.array(alike),
        pa.array(first[against], mask=against < 0),
        pa.array(campaign & ~is_centre),
    ]
    shown = (size[centre] > 1) | (against >= 0)
    return pa.record_batch(columns, schema=CLUSTERED).filter(pa.array(shown))


class Compare:
    """Finds what each copy changed. Gathered by ``cluster``, in order of ``row``."""

    name = "duplicates: differences"
    version = 3
    reads = COPIES
    writes = NUMBERED
    frees_the_interpreter = True

    def __call__(self, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """Write a row of DUPLICATES for each row, with its number."""
        for batch in batches:
            yield from _compared(batch)


def _compared(batch: pa.RecordBatch) -> Iterator[pa.RecordBatch]:
    row, cluster = (batch.column(name).to_numpy() for name in ("row", "cluster"))
    bounds = starts_of(cluster)
    templates = np.flatnonzero(row == cluster)  # one in each cluster, where its text came first
    template = templates[np.repeat(np.arange(len(templates)), np.diff(bounds))]
    texts = text_buffers(batch.column("text"))
    for at in range(0, batch.num_rows, MOST_COPIES):
        piece = batch.slice(at, MOST_COPIES)
        of = template[at : at + MOST_COPIES]
        columns = [
            pa.array(row[at : at + MOST_COPIES] >> STRETCH),
            piece.column("row"),
            piece.column("id"),
            piece.column("cluster"),
            pa.array(KINDS).take(piece.column("kind")),
            piece.column("similarity"),
            batch.column("id").take(pa.array(of)),
            piece.column("opposes"),
            _differences(piece, texts, at, of),
        ]
        yield pa.record_batch(columns, schema=NUMBERED)


def _differences(
    batch: pa.RecordBatch, texts: Texts, first: int, of: NDArray[np.int64]
) -> pa.ListArray:
    """Return the differences of rows whose texts begin at ``first``; ``of`` are the templates'."""
    kind = DUPLICATES.field("difference").type
    which = np.flatnonzero(batch.column("differs").to_numpy(zero_copy_only=False))
    campaign = batch.column("kind").to_numpy() == CAMPAIGN
    # After what was found stand a null and an empty list, for all other rows.
    take = np.where(campaign, len(which) + 1, len(which))
    take[which] = np.arange(len(which))
    none: pa.ListArray = pa.array([None, []], kind)
    if not len(which):
        return none.take(pa.array(take))
    found = differences(texts, first + which, texts, of[which], folding(signs=True))
    return pa.concat_arrays([found.cast(kind), none]).take(pa.array(take))
