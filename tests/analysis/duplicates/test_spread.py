"""The plan that any engine runs gives what the quick one of a single machine gives."""

import pyarrow.parquet as pq
import pytest

from dabir.analysis.duplicates import FromParts, find_duplicates
from dabir.analysis.duplicates.spread import find_duplicates_on
from dabir.analysis.engines import Parts
from dabir.analysis.engines.local import LocalEngine
from dabir.analysis.schemas import SUBMISSIONS
from tests.analysis.duplicates.invented import invented_parts
from tests.analysis.engines.tables_of_rows import parts_of


def test_any_engine_finds_the_same_bytes(tmp_path):
    submissions = invented_parts(tmp_path / "submissions", rows=3_000, parts=4)
    quick = find_duplicates(FromParts(submissions), tmp_path / "quick.parquet")
    # so little memory that rows are brought together in several parts
    with LocalEngine(memory=1 << 21) as engine:
        counts = find_duplicates_on(engine, submissions, tmp_path / "room", tmp_path / "spread")
    assert len(Parts(tmp_path / "room" / "edges", SUBMISSIONS).files) > 1
    assert counts == quick.counts
    assert counts["opposing"] > 0
    assert counts["campaigns"] > 10
    assert (tmp_path / "spread").read_bytes() == (tmp_path / "quick.parquet").read_bytes()


@pytest.mark.parametrize("texts", [[], ["", " ", ""], ["👍", "👍"], ["a b", "a b", "c"]])
def test_texts_with_few_words_or_none_are_treated_alike(tmp_path, texts):
    rows = [
        {"row": 10 * row, "id": f"s{row}", "text": text, "language": None}
        for row, text in enumerate(texts)
    ]
    submissions = parts_of(tmp_path / "submissions", SUBMISSIONS, [rows])
    quick = find_duplicates(FromParts(submissions), tmp_path / "quick.parquet")
    with LocalEngine() as engine:
        counts = find_duplicates_on(engine, submissions, tmp_path / "room", tmp_path / "spread")
    assert counts == quick.counts
    assert pq.read_table(tmp_path / "spread").equals(pq.read_table(tmp_path / "quick.parquet"))
