"""Themes taken in from the engine's files."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from dabir.analysis.schemas import THEMES
from dabir.jobs.analysis.themes import large_enough


def test_counts_submissions_over_row_groups_that_name_other_submissions(tmp_path: Path) -> None:
    rows = [
        {"id": str(each), "passage": 0, "theme": 1 + each % 2, "weight": 0.5} for each in range(10)
    ]
    rows += [{"id": "3", "passage": 1, "theme": 3, "weight": 0.5}] * 2
    table = pa.Table.from_pylist(rows, THEMES)
    pq.write_table(table, tmp_path / "themes.parquet", row_group_size=3)
    told = {"themes": [{"number": 1}, {"number": 2}, {"number": 3, "parent": 1}]}
    assert large_enough(tmp_path, told, least=2) == {1, 2}
    assert large_enough(tmp_path, told, least=1) == {1, 2, 3}


def sized(folder: Path, sizes: dict[int, int]) -> None:
    rows = [
        {"id": str(each), "passage": 0, "theme": theme, "weight": 0.5}
        for theme, size in sizes.items()
        for each in range(size)
    ]
    pq.write_table(pa.Table.from_pylist(rows, THEMES), folder / "themes.parquet")


@pytest.mark.parametrize(
    ("sizes", "kept"),
    [
        ({1: 20, 2: 19, 3: 2}, {1}),
        ({1: 20, 2: 17, 3: 2}, {1, 2}),
        ({1: 20, 2: 19, 3: 3}, {1, 2, 3}),
        ({1: 20, 2: 19}, {1, 2, 3}),
        ({1: 2, 2: 2, 3: 2}, set()),
    ],
)
def test_a_theme_of_one_part_that_is_nearly_all_of_it_has_no_parts(
    tmp_path: Path, sizes: dict[int, int], kept: set[int]
) -> None:
    sized(tmp_path, sizes)
    listed = [{"number": number, "parent": None if number == 1 else 1} for number in sizes]
    assert large_enough(tmp_path, {"themes": listed}, least=3) == kept & set(sizes)
