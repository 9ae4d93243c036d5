"""Themes taken in from the engine's files."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from dabir.analysis.schemas import THEMES
from dabir.jobs.analysis.themes import large_enough


def test_counts_submissions_over_row_groups_that_name_other_submissions(tmp_path: Path) -> None:
    rows = [
        {"id": str(each), "passage": 0, "theme": 1 + each % 2, "weight": 0.5} for each in range(10)
    ]
    rows += [{"id": "3", "passage": 1, "theme": 3, "weight": 0.5}] * 2
    table = pa.Table.from_pylist(rows, THEMES)
    pq.write_table(table, tmp_path / "themes.parquet", row_group_size=3)
    told = {"themes": [{"number": 1}, {"number": 2, "parent": 1}, {"number": 3, "parent": 1}]}
    assert large_enough(tmp_path, told, least=2) == {1, 2}
    assert large_enough(tmp_path, told, least=1) == {1, 2, 3}
