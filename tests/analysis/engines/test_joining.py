import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from dabir.analysis.engines.local import LocalEngine
from tests.analysis.engines.tables_of_rows import parts_of, rows_of

KEYS = st.lists(st.integers(0, 3), max_size=8)
LEFT = pa.schema([pa.field("key", pa.int64(), nullable=False), pa.field("at", pa.int64())])
RIGHT = pa.schema([LEFT.field("key"), pa.field("words", pa.list_(pa.int64()))])


@given(left=KEYS, right=KEYS)
def test_joins_every_row_with_every_row_of_its_key(tmp_path_factory, left, right):
    folder = tmp_path_factory.mktemp("join")
    lefts = [{"key": key, "at": at} for at, key in enumerate(left)]
    rights = [{"key": key, "words": [at]} for at, key in enumerate(right)]
    found = LocalEngine().join(
        parts_of(folder / "left", LEFT, [lefts[:3], lefts[3:]]),
        parts_of(folder / "right", RIGHT, [rights]),
        folder / "into",
        on=["key"],
    )
    expected = [one | other for one in lefts for other in rights if one["key"] == other["key"]]
    assert rows_of(found) == sorted(expected, key=lambda row: (row["key"], row["at"]))
    assert found.schema == pa.schema([*LEFT, RIGHT.field("words")])
