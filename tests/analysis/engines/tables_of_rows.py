"""Tables in parts, for tests of engines."""

import random
from pathlib import Path

import pyarrow as pa

from dabir.analysis.engines import Parts, part_name
from dabir.analysis.runs.writing import write_rows
from tests.analysis.engines.toy_kernels import ROWS

EDGES = pa.schema(
    [pa.field("a", pa.int64(), nullable=False), pa.field("b", pa.int64(), nullable=False)]
)


def parts_of(folder: Path, schema: pa.Schema, tables: list[list[dict[str, object]]]) -> Parts:
    """Write each list of rows as a part."""
    for number, rows in enumerate(tables):
        batch = pa.RecordBatch.from_pylist(rows, schema)
        write_rows(folder / part_name(number), schema, [batch] if rows else [])
    return Parts(folder, schema)


def some_rows(folder: Path, *, parts: int = 3, each: int = 200, seed: int = 7) -> Parts:
    """Rows with few keys, the greatest unsigned ones among them, and with nulls."""
    chance = random.Random(seed)
    keys = [0, 1, 2**63 - 1, 2**63, 2**64 - 1]
    tables: list[list[dict[str, object]]] = [
        [
            {
                "key": chance.choice(keys),
                "name": chance.choice([None, "", "الف", "z"]),
                "row": part * each + place,
                "text": f"متن {place} \u200c text",
                "places": chance.choice([None, [], [{"start": place}]]),
            }
            for place in range(each)
        ]
        for part in range(parts)
    ]
    return parts_of(folder, ROWS, tables)


def rows_of(parts: Parts) -> list[dict[str, object]]:
    """All rows, in their order."""
    return [row for batch in parts.batches() for row in batch.to_pylist()]
