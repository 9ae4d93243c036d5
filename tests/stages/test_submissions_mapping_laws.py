"""Whatever stands in a table: every row says something, or why it is kept out."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from dabir.formats.rows import Row
from dabir.foundation.people.models import Group
from dabir.stages.calls.models import Call
from dabir.stages.submissions.intake.contents import ANSWER_LENGTH
from dabir.stages.submissions.intake.mapping import (
    KNOWN,
    Applying,
    Mapping,
    RowDraft,
    RowProblem,
    Target,
    guess,
)
from dabir.stages.submissions.models import Submission

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
CALL = Call(
    group=Group(language="fa"),
    opens_at=datetime(2026, 1, 1, tzinfo=UTC),
    closes_at=datetime(2026, 12, 1, tzinfo=UTC),
)
COLUMNS = ("a", "b", "c/fa", "c/en", "state", "Document Type", "automatic")
CELLS = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        [
            "۱۴۰۵/۸/۲۸ ۱۰:۱۲", "1405/13/40", "9/8/2021", "2026-11-21T25:00", "44371.999999",
            "99999",
            "<p>بله &amp; نه</p>", "<a <a <b>", "&#99999999;", "a@b.example", "بله", "=cmd()",
            "0001-01-01 00:00", "9999-12-31T23:59:59+14:00", "x" * (ANSWER_LENGTH + 1),
        ]
    ),
)  # fmt: skip
MAPPINGS = st.builds(
    Mapping,
    columns=st.dictionaries(st.sampled_from(COLUMNS), st.sampled_from(Target.values)),
    known=st.sampled_from(["", "gone", *KNOWN]),
    order=st.sampled_from(["", "dmy", "mdy"]),
)
ROWS = st.dictionaries(st.sampled_from(COLUMNS), CELLS)


def read(mapping: Mapping, values: dict[str, str]) -> RowDraft | RowProblem:
    return Applying(mapping, CALL, at=NOW, questions=[], exhibits=[])(Row(7, values))


@settings(max_examples=300)
@given(mapping=MAPPINGS, values=ROWS)
def test_every_row_is_a_draft_in_order_or_a_problem_with_words(
    mapping: Mapping, values: dict[str, str]
) -> None:
    found = read(mapping, values)
    if isinstance(found, RowProblem):
        assert found.fatal
        assert (found.row, bool(str(found))) == (7, True)
        assert RowProblem.from_json(found.as_json()) == found
        return
    assert found.answers
    assert found.received_at <= NOW
    assert all(answer.text.strip() for answer in found.answers)
    assert found.sector in Submission.Sector
    assert found.publication in Submission.Publication
    assert len(found.key) <= 200
    for note in found.notes:
        assert not note.fatal
        assert str(note)


@given(mapping=MAPPINGS, values=ROWS)
def test_the_same_row_has_the_same_key_by_whatever_order_its_cells_come(
    mapping: Mapping, values: dict[str, str]
) -> None:
    found = read(mapping, values)
    again = read(mapping, dict(reversed(values.items())))
    if isinstance(found, RowDraft) and isinstance(again, RowDraft):
        assert found.key == again.key


@given(
    st.lists(st.text(max_size=20), max_size=8, unique=True),
    st.lists(st.dictionaries(st.text(max_size=5), st.text(max_size=20)), max_size=3),
)
def test_a_guess_is_of_columns_that_are_there_and_of_nothing_unknown(
    columns: list[str], samples: list[dict[str, str]]
) -> None:
    found = guess(columns, samples)
    assert set(found.columns) <= set(columns)
    assert set(found.columns.values()) <= set(Target.values)
    assert Mapping.from_json(found.as_json()) == found
