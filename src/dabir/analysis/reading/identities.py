"""Ids that occur more than once: each row gets one of its own."""

from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from dabir.analysis.engines import Parts, read_part
from dabir.analysis.engines.hashing import Hashes, hash_texts
from dabir.analysis.runs.writing import write_rows


@dataclass(slots=True)
class Identities:
    """Remembers ids as 64 bits each: 80 MB for ten million."""

    _seen: list[Hashes] = field(default_factory=list)

    def see(self, ids: pa.StringArray) -> None:
        """Remember the ids of some rows, in the order of the rows."""
        self._seen.append(hash_texts(ids))

    def make_distinct(self, parts: Parts) -> int:
        """Rename, in the parts, each row whose id stands in a row before; return how many."""
        hashes = np.concatenate(self._seen)
        self._seen.clear()
        ordered = np.sort(hashes)
        twice = np.unique(ordered[1:][ordered[1:] == ordered[:-1]])
        if not len(twice):
            return 0
        suspected = np.isin(hashes, twice)
        names = _Names(ordered)
        renamed = first = 0
        for file in parts.files:
            rows = pq.read_metadata(file).num_rows
            here = np.flatnonzero(suspected[first : first + rows])
            first += rows
            if len(here):
                renamed += _rename(file, parts.schema, here, names)
        return renamed


def renamed_ids(ids: pa.StringArray, rows: NDArray[np.int64]) -> tuple[pa.StringArray, int]:
    """Return ids of which each stands once, and how many rows had to be renamed."""
    hashes = hash_texts(ids)
    ordered = np.sort(hashes)
    twice = np.unique(ordered[1:][ordered[1:] == ordered[:-1]])
    if not len(twice):
        return ids, 0
    names = _Names(ordered)
    listed = ids.to_pylist()
    renamed = 0
    for place in np.flatnonzero(np.isin(hashes, twice)).tolist():
        name = names.given(listed[place], int(rows[place]))
        renamed += name != listed[place]
        listed[place] = name
    return pa.array(listed, pa.string()), renamed


class _Names:
    """The names that are taken, so that a new one is really new."""

    def __init__(self, ordered: Hashes) -> None:
        self._ordered = ordered
        self._taken: set[str] = set()

    def given(self, name: str, row: int) -> str:
        """Return the name for a row: its own when it is the first of that name."""
        if name not in self._taken:
            self._taken.add(name)
            return name
        new = f"{name}#{row}"
        while new in self._taken or self._occurs(new):
            new += "#"
        self._taken.add(new)
        return new

    def _occurs(self, name: str) -> bool:
        hashed = hash_texts(pa.array([name]))
        at = np.searchsorted(self._ordered, hashed)[0]
        return bool(at < len(self._ordered) and self._ordered[at] == hashed[0])


def _rename(file: Path, schema: pa.Schema, here: NDArray[np.int64], names: _Names) -> int:
    """Rename rows of one part; ``here`` are those that may share their id with others."""
    table = pa.Table.from_batches(read_part(file), schema)
    ids = table.column("id").to_pylist()
    rows = table.column("row").to_pylist()
    renamed = 0
    for place in here.tolist():
        name = names.given(ids[place], rows[place])
        renamed += name != ids[place]
        ids[place] = name
    if renamed:
        column = schema.get_field_index("id")
        table = table.set_column(column, schema.field("id"), pa.array(ids, pa.string()))
        write_rows(file, schema, table.to_batches())
    return renamed
