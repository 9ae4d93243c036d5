"""Lines of a file become clauses of a new text: proposed, mended, written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dabir.domain.drafting import Kind, NumberStyle
from dabir.domain.drafting.copies import read_printed
from dabir.domain.drafting.copies.outlining import (
    ReadClause,
    as_clauses,
    clauses_of_lines,
    clauses_of_version,
    joined,
    left_out,
    mended,
    numbered_otherwise,
)
from dabir.domain.drafting.versions import ZERO_DRAFT, Version

LAW = """آیین‌نامهٔ گزارش

با عنایت به نیاز دستگاه‌ها

فصل اول: کلیات
ماده ۱ ـ تعریف‌ها
واژه‌ها به این معنی‌اند.
الف) گزارش: سندی دوره‌ای.
ب) دبیرخانه: دبیرخانهٔ کارگروه.
ماده ۲ ـ کارگروه هر ماه گزارش می‌دهد.
تبصره ـ گزارش محرمانه منتشر نمی‌شود.
"""


def read(text=LAW, language="fa", titles=("آیین‌نامهٔ گزارش",)):
    return clauses_of_lines(read_printed(text), language, titles)


def uids():
    numbers = iter(range(100_000))
    return lambda: f"c{next(numbers)}"


def version(rows):
    return Version.of(ZERO_DRAFT, as_clauses(rows, uids()))


def test_marks_say_what_each_clause_is():
    rows = read()
    assert [each.kind for each in rows] == [
        Kind.PARAGRAPH,
        Kind.PREAMBLE,
        Kind.CHAPTER,
        Kind.ARTICLE,
        Kind.CLAUSE,
        Kind.CLAUSE,
        Kind.ARTICLE,
        Kind.NOTE,
    ]
    assert [each.style for each in rows[3:6]] == [
        NumberStyle.DIGITS,
        NumberStyle.LETTERS,
        NumberStyle.LETTERS,
    ]
    assert rows[2].style is NumberStyle.ORDINAL


def test_the_title_is_proposed_to_be_left_out():
    assert [each.left_out for each in read()] == [True] + [False] * 7


def test_a_short_first_line_is_the_heading_and_what_follows_the_words():
    article = read()[3]
    assert article.heading == {"fa": "تعریف‌ها"}
    assert article.text == {"fa": "واژه‌ها به این معنی‌اند."}


def test_clauses_stand_in_those_above_that_are_less_set_in():
    made = version(read())
    parents = {
        clause.text.get("fa", "") or clause.heading.get("fa", ""): clause.parent
        for clause in made.clauses.values()
    }
    by_words = {clause.text.get("fa", ""): clause.uid for clause in made.clauses.values()}
    assert parents["گزارش: سندی دوره‌ای."] == by_words["واژه‌ها به این معنی‌اند."]
    assert parents["گزارش محرمانه منتشر نمی‌شود."] == by_words["کارگروه هر ماه گزارش می‌دهد."]


def test_without_any_mark_each_line_is_a_clause():
    rows = read("سطر نخست که بلند است و پایان دارد.\nسطر دوم هم چنین است.", titles=())
    assert [each.kind for each in rows] == [Kind.PARAGRAPH] * 2
    assert not any(each.left_out for each in rows)


def test_headings_of_markdown_are_what_stands_in_them():
    rows = read(
        "# Rules\n\n## Article 1 Terms\n\nWords mean this.\n\n## Closing\n\nIt ends.", "en", ()
    )
    assert [each.kind for each in rows] == [Kind.PARAGRAPH, Kind.ARTICLE, Kind.CHAPTER]
    assert [each.left_out for each in rows] == [True, False, False]
    assert "#" not in "".join(str(each) for each in rows)


def test_a_number_that_differs_from_the_file_is_pointed_out():
    rows = read("ماده ۱ ـ یکم است.\nماده ۳ ـ سوم است.\nماده ۴ ـ چهارم است.", titles=())
    assert numbered_otherwise(rows, version(rows), "fa") == {1, 2}
    rows = left_out(rows, 0, out=True)
    assert numbered_otherwise(rows, version(rows), "fa") == {1, 2}
    assert not numbered_otherwise(read(), version(read()), "fa")


def test_empty_lines_split_a_clause():
    rows = mended(
        read(),
        6,
        kind=Kind.ARTICLE,
        depth=1,
        language="fa",
        heading="",
        words="یک.\n\nدو.\n \nسه.",
    )
    assert [each.text["fa"] for each in rows[6:9]] == ["یک.", "دو.", "سه."]
    assert len({each.depth for each in rows[6:9]}) == 1
    assert len(rows) == len(read()) + 2


def test_another_kind_is_numbered_like_others_of_it():
    rows = mended(read(), 7, kind=Kind.CLAUSE, depth=2, language="fa", heading="", words="گزارش.")
    assert rows[7].style is NumberStyle.LETTERS
    rows = mended(rows, 7, kind=Kind.PARAGRAPH, depth=2, language="fa", heading="", words="گزارش.")
    assert rows[7].style is NumberStyle.NONE


def test_a_clause_is_joined_to_the_one_above_with_its_mark():
    rows = joined(read(), 5)
    assert rows[4].text["fa"] == "گزارش: سندی دوره‌ای.\nب) دبیرخانه: دبیرخانهٔ کارگروه."
    assert len(rows) == len(read()) - 1
    with pytest.raises(IndexError):
        joined(rows, 0)


def test_a_clause_that_is_left_out_leaves_what_is_in_it():
    rows = left_out(read(), 3, out=True)
    made = version(rows)
    chapter = next(each for each in made.clauses.values() if each.kind is Kind.CHAPTER)
    inner = [each for each in made.clauses.values() if each.kind is Kind.CLAUSE]
    assert {each.parent for each in inner} == {chapter.uid}


def test_other_languages_stay_when_one_is_mended():
    row = ReadClause(Kind.ARTICLE, NumberStyle.DIGITS, 0, text={"fa": "یک", "en": "one"})
    [changed] = mended(
        [row], 0, kind=Kind.ARTICLE, depth=0, language="fa", heading="سر", words="دو"
    )
    assert changed.text == {"fa": "دو", "en": "one"}
    assert changed.heading == {"fa": "سر"}


ROWS = st.lists(
    st.builds(
        ReadClause,
        st.sampled_from(Kind),
        st.sampled_from(NumberStyle),
        st.integers(0, 4),
        st.sampled_from(["", "ماده ۱", "(a)"]),
        st.just({}),
        st.builds(lambda words: {"fa": words}, st.text("اب ج\n", min_size=1)),
        st.booleans(),
    ),
    min_size=1,
    max_size=12,
).map(tuple)


@given(ROWS, st.data())
def test_no_word_is_lost_whatever_is_joined_or_mended(rows, data):
    def words(which):
        return "".join("".join(each.text["fa"].split()) for each in which)

    place = data.draw(st.integers(0, len(rows) - 1))
    row = rows[place]
    kept = mended(
        rows,
        place,
        kind=data.draw(st.sampled_from(Kind)),
        depth=data.draw(st.integers(-3, 20)),
        language="fa",
        heading="",
        words=row.text["fa"],
    )
    assert words(each for each in kept if "fa" in each.text) == words(rows)
    if place:
        joins = joined(rows, place)
        assert len(joins) == len(rows) - 1
        assert words(joins).replace("".join(row.mark.split()), "") == words(rows)


@given(ROWS)
def test_any_proposal_makes_a_tree_and_is_read_again_as_itself(rows):
    made = version(rows)
    again = clauses_of_version(made, {})
    assert [each.text for each in again] == [each.text for each in rows if not each.left_out]
    assert version(again).same_text(made)
