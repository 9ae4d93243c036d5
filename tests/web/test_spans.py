"""A text cut at its marks."""

from hypothesis import given
from hypothesis import strategies as st

from dabir.web.spans import Mark, segments

TEXTS = st.text(max_size=40)
MARKS = st.lists(
    st.builds(
        Mark,
        start=st.integers(-3, 45),
        end=st.integers(-3, 45),
        key=st.sampled_from(["1", "2", "3", "4"]),
    ),
    max_size=6,
)


@given(TEXTS, MARKS)
def test_the_segments_joined_are_the_text(text, marks):
    assert "".join(segment.text for segment in segments(text, marks)) == text


@given(TEXTS, MARKS)
def test_a_segment_carries_exactly_the_marks_over_it(text, marks):
    at = 0
    for segment in segments(text, marks):
        end = at + len(segment.text)
        over = sorted(m.key for m in marks if m.start <= at and end <= m.end and m.start < m.end)
        assert sorted(segment.keys) == over
        at = end


@given(TEXTS, MARKS)
def test_each_proposal_is_led_to_from_one_place_only(text, marks):
    opening = [segment.key for segment in segments(text, marks) if segment.opens]
    assert len(opening) == len(set(opening))


def test_the_shortest_mark_is_innermost():
    outer = Mark(0, 10, "outer")
    inner = Mark(2, 5, "inner", label="Red line", state="accepted")
    found = segments("0123456789", [outer, inner])
    assert [(s.text, s.key) for s in found] == [
        ("01", "outer"),
        ("234", "inner"),
        ("56789", "outer"),
    ]
    assert found[1].keys == ("inner", "outer")
    assert (found[1].label, found[1].state) == ("Red line", "accepted")
    assert [s.opens for s in found] == [True, True, False]


def test_a_mark_beyond_the_text_is_left_out():
    assert segments("abc", [Mark(5, 9, "1")]) == segments("abc", [])
