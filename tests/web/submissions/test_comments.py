"""Comments on words of a clause: where they stand, whatever the browser claims."""

import uuid

from hypothesis import given
from hypothesis import strategies as st

from dabir.stages.calls.models import Exhibit
from dabir.web.submissions.responding.comments import answers_of, clauses_with, comments_in

TEXT = "گزارش 📊 هر سال می‌شود منتشر؛ گزارش باید خوانا باشد."
CLAUSE = Exhibit(
    pk=7, uid=uuid.UUID(int=1), labels={"fa": "ماده ۱"}, texts={"fa": TEXT, "en": "Yearly."}
)


def typed(number=0, **parts):
    return {f"{part}-7-{number}": value for part, value in parts.items()}


def placed(**parts):
    [answer] = answers_of(comments_in(typed(comment="چرا؟", **parts), [CLAUSE]))
    return answer.range_language, answer.start, answer.end


def test_a_range_is_counted_in_code_points():
    start = TEXT.index("هر")
    assert placed(words="هر سال", range=f"fa:{start}:{start + 6}") == ("fa", start, start + 6)


def test_of_words_that_stand_twice_the_range_says_which():
    second = TEXT.rindex("گزارش")
    assert placed(words="گزارش", range=f"fa:{second}:{second + 5}") == ("fa", second, second + 5)
    assert placed(words="گزارش") == ("fa", 0, 5)


def test_typed_words_are_found_however_they_are_typed():
    start = TEXT.index("می")
    assert placed(words="مي شود") == ("fa", start, start + 6)
    assert placed(words="yearly") == ("en", 0, 6)


def test_a_range_that_says_something_else_is_let_go():
    for wrong in ("fa:0:99999", "fa:9:2", "fa:-1:4", "de:0:5", "en:0:5", "fa:0:5:9", "x" * 5000):
        assert placed(words="هر سال", range=wrong)[1] == TEXT.index("هر")


def test_words_that_are_not_there_are_said_so():
    comments = comments_in(typed(words="هر ماه", comment="چرا؟"), [CLAUSE])
    assert comments[7][0].trouble
    assert not comments_in(typed(words="هر سال", comment="چرا؟"), [CLAUSE])[7][0].trouble


def test_the_parts_of_a_comment_belong_together():
    values = typed(0, comment="چرا؟", wording="هر ماه", reason="دیر است") | typed(
        4, comment="خوب است"
    )
    answers = answers_of(comments_in(values, [CLAUSE]))
    assert [(one.item, str(one.part)) for one in answers] == [
        (1, "comment"),
        (1, "wording"),
        (1, "reason"),
        (2, "comment"),
    ]
    assert all(one.exhibit is CLAUSE for one in answers)


def test_there_is_always_room_for_one_more():
    values = typed(0, comment="چرا؟") | typed(4, comment="خوب است")
    [clause] = clauses_with([CLAUSE], comments_in(values, [CLAUSE]))
    assert [one.number for one in clause.comments] == [0, 4, 5]
    assert clause.begun
    assert not clauses_with([CLAUSE], {})[0].begun


def test_leaves_out_what_is_about_no_clause_of_this_call():
    values = {"comment-8-0": "x", "comment-7-9999": "x", "comment-٧-0": "x", "comment-7-": "x"}
    assert comments_in(values, [CLAUSE]) == {7: []}


@given(st.text(max_size=80), st.text(max_size=30))
def test_a_place_always_lies_in_the_clause(words, place):
    values = typed(words=words, range=place, comment="x")
    for answer in answers_of(comments_in(values, [CLAUSE])):
        assert answer.lies_in_its_exhibit


@given(st.integers(0, len(TEXT)), st.integers(0, len(TEXT)))
def test_any_selection_of_words_comes_back_as_it_was_made(one, other):
    start, end = sorted((one, other))
    words = TEXT[start:end]
    if words.strip() == words and words:
        assert placed(words=words, range=f"fa:{start}:{end}") == ("fa", start, end)
